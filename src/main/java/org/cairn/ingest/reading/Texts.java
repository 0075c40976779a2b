package org.cairn.ingest.reading;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Text as events hold it. */
public final class Texts {

    private Texts() {}

    /** The field as text, be it written as text or as a number; null where it is absent, null or something else. */
    public static @Nullable String of(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isIntegralNumber() ? value.bigIntegerValue().toString() : null;
    }

    /** Cuts to a length and drops what databases refuse (NUL, halves of surrogate pairs); null where nothing is left. */
    public static @Nullable String clean(@Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        String kept = text.length() <= most && text.chars().noneMatch(Texts::isUnwanted) ? text : without(text, most);
        String bare = kept.strip();
        return bare.isEmpty() ? null : bare;
    }

    private static String without(String text, int most) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(point -> !isUnwanted(point)).limit(most).forEach(kept::appendCodePoint);
        while (kept.length() > most) {
            kept.setLength(kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept.toString();
    }

    private static boolean isUnwanted(int point) {
        return Character.isISOControl(point) || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** JSON text that any database takes: a half of a surrogate pair is written as the escape that it came as. */
    public static String storable(String json) {
        int bad = loneSurrogate(json, 0);
        if (bad < 0) {
            return json;
        }
        StringBuilder kept = new StringBuilder(json.length() + 32);
        int from = 0;
        while (bad >= 0) {
            kept.append(json, from, bad).append("\\u%04x".formatted((int) json.charAt(bad)));
            from = bad + 1;
            bad = loneSurrogate(json, from);
        }
        return kept.append(json, from, json.length()).toString();
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
