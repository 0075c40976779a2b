package org.cairn.lti.launch;

import org.jspecify.annotations.Nullable;

/** Tells text that is safe to keep from text that is not. */
final class SafeText {

    private SafeText() {}

    /**
     * Tells whether this can be an identifier: not empty, not too long, no control or formatting characters, no broken
     * surrogates and no space around it, so that two that look the same are the same.
     */
    static boolean isIdentifier(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && !Character.isWhitespace(text.charAt(0))
                && !Character.isWhitespace(text.charAt(text.length() - 1))
                && text.codePoints().allMatch(SafeText::isPlain);
    }

    /** Returns text for display, without control and formatting characters, cut to a length; null if nothing is left. */
    static @Nullable String forDisplay(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        int at = 0;
        while (at < text.length() && clean.length() < longest - 1) {
            int point = text.codePointAt(at);
            if (isPlain(point)) {
                clean.appendCodePoint(point);
            }
            at += Character.charCount(point);
        }
        String result = clean.toString().strip();
        return result.isEmpty() ? null : result;
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // joiners belong to emoji and to several scripts; the others only reorder or hide text
            case Character.FORMAT -> point == 0x200C || point == 0x200D;
            default -> true;
        };
    }
}
