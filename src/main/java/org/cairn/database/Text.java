package org.cairn.database;

import org.jspecify.annotations.Nullable;

/** Cleans what platforms say before it is stored: PostgreSQL takes neither NUL nor half a surrogate pair. */
public final class Text {

    private Text() {}

    /** Returns the text in one line without control characters, cut to length; null when nothing is left. */
    public static @Nullable String clean(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder();
        text.strip().codePoints().map(Text::storable).limit(longest).forEach(clean::appendCodePoint);
        while (clean.length() > longest) {
            clean.setLength(clean.offsetByCodePoints(clean.length(), -1));
        }
        String cleaned = clean.toString().strip();
        return cleaned.isEmpty() ? null : cleaned;
    }

    /** Says whether the text has neither control characters nor half surrogate pairs. */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(c -> storable(c) == c);
    }

    private static int storable(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            return ' ';
        }
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0xFFFD : codePoint;
    }
}
