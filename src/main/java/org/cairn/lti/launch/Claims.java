package org.cairn.lti.launch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of a JSON object that may hold anything. */
record Claims(Map<String, Object> members) {

    static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    /** Returns the text of a member; null where it is absent or something else than text. */
    @Nullable
    String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** Returns a member that is an identifier, or refuses. */
    String identifier(String name, int longest) {
        if (members.get(name) instanceof String text && SafeText.isIdentifier(text, longest)) {
            return text;
        }
        throw Refusal.MESSAGE.because(name + " is missing or is no identifier");
    }

    /** Returns a member that is an object; empty where it is absent, null, or empty as PHP writes it: a list of nothing. */
    Claims object(String name) {
        Object member = members.get(name);
        if (member == null || List.of().equals(member)) {
            return new Claims(Map.of());
        }
        if (member instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the reader makes maps of text keys only
            Map<String, Object> object = (Map<String, Object>) map;
            return new Claims(object);
        }
        throw Refusal.MESSAGE.because(name + " is not an object");
    }

    /** Returns a member that is an object; empty where it is anything else: for what a launch can do without. */
    Claims objectOrNothing(String name) {
        return members.get(name) instanceof Map<?, ?> ? object(name) : new Claims(Map.of());
    }

    /** Returns a text, unless the platform sent back the name of a variable that it could not fill in. */
    @Nullable
    String filled(String name) {
        String value = text(name);
        return value == null || value.isBlank() || value.startsWith("$") ? null : value;
    }

    /** Reads yes or no; some platforms write it as text. */
    boolean says(String name, boolean otherwise) {
        Object member = members.get(name);
        return member == null ? otherwise : member.equals(true) || "true".equals(member);
    }

    /** Returns a member that is a list of texts, or refuses. */
    List<String> texts(String name, int most) {
        if (!(members.get(name) instanceof List<?> list) || list.size() > most) {
            throw Refusal.MESSAGE.because(name + " is missing, is no list or is too long");
        }
        if (!list.stream().allMatch(String.class::isInstance)) {
            throw Refusal.MESSAGE.because(name + " holds something else than text");
        }
        return list.stream().map(String.class::cast).toList();
    }

    boolean has(String name) {
        return members.get(name) != null;
    }
}
