package org.cairn.credential.proof;

/** Strings that every verifier reads the same way. */
public final class Texts {

    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /** Returns the text with control characters other than line ends as spaces, and halves of characters replaced. */
    public static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(each -> clean.appendCodePoint(mend(each)));
        return clean.toString();
    }

    static boolean isClean(String text) {
        return text.codePoints().allMatch(each -> mend(each) == each);
    }

    private static int mend(int character) {
        if (character == '\n' || character == '\r') {
            return character;
        }
        if (Character.isISOControl(character)) {
            return ' ';
        }
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half ? REPLACEMENT : character;
    }
}
