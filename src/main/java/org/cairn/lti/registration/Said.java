package org.cairn.lti.registration;

import org.jspecify.annotations.Nullable;

/** Text that others wrote, made fit to store and to show: one line, no control or formatting characters, cut short. */
final class Said {

    private Said() {}

    /** Returns what is left of the text; null when that is nothing. */
    static @Nullable String inShort(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        int at = 0;
        while (at < text.length() && clean.length() < longest - 1) {
            int point = text.codePointAt(at);
            clean.appendCodePoint(isPlain(point) ? point : ' ');
            at += Character.charCount(point);
        }
        String result = clean.toString().replaceAll("\\s+", " ").strip();
        return result.isEmpty() ? null : result;
    }

    /** Says whether the text can be stored and shown as it is. */
    static boolean isPlain(String text) {
        return text.codePoints().allMatch(Said::isPlain);
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            // joiners belong to emoji and to several scripts; the others only reorder or hide text
            case Character.FORMAT -> point == 0x200C || point == 0x200D;
            default -> true;
        };
    }
}
