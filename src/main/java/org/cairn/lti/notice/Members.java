package org.cairn.lti.notice;

import java.util.List;
import java.util.Map;
import org.cairn.database.Text;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that a platform wrote. */
record Members(Map<String, Object> members) {

    static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    private static final int LONGEST_IDENTIFIER = 255;
    private static final double LATEST_SECOND = 1e11;

    @Nullable
    String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    Members object(String name) throws NoticeRefused {
        if (members.get(name) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the reader makes maps of text keys only
            Map<String, Object> object = (Map<String, Object>) map;
            return new Members(object);
        }
        throw new NoticeRefused(bare(name) + " is missing or is no object");
    }

    String identifier(String name) throws NoticeRefused {
        if (members.get(name) instanceof String text && isIdentifier(text)) {
            return text;
        }
        throw new NoticeRefused(bare(name) + " is missing or is no identifier");
    }

    List<String> identifiers(String name, int most) throws NoticeRefused {
        if (members.get(name) instanceof List<?> list
                && !list.isEmpty()
                && list.size() <= most
                && list.stream().allMatch(Members::isIdentifier)) {
            return list.stream().map(String.class::cast).distinct().toList();
        }
        throw new NoticeRefused(bare(name) + " is missing, too long or holds what is no identifier");
    }

    /** The values of a member that is one text or a list of them, as an audience is (RFC 7519 section 4.1.3). */
    List<String> oneOrMore(String name) {
        Object value = members.get(name);
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : value instanceof String text ? List.of(text) : List.of();
    }

    /** Seconds since 1970; a fraction is cut off (RFC 7519 section 2). */
    long seconds(String name) throws NoticeRefused {
        if (members.get(name) instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() < LATEST_SECOND) {
            return (long) number.doubleValue();
        }
        throw new NoticeRefused(name + " is missing or is no time");
    }

    private static boolean isIdentifier(@Nullable Object value) {
        return value instanceof String text
                && !text.isBlank()
                && text.length() <= LONGEST_IDENTIFIER
                && text.equals(text.strip())
                && Text.isPlain(text);
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
