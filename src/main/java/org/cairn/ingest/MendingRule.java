package org.cairn.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * How the messages of a feed are changed before they are read: where a value is such and such, another is put. The stored
 * message stays as it came.
 *
 * @param at where the value stands that is looked at (JSON pointer, RFC 6901); empty with {@link Test#EVERYWHERE}
 * @param wanted the text that is looked for
 * @param put where the new value goes; empty with {@link Test#EVERYWHERE}, which puts it where the old one stood
 * @param value the new value, as JSON where it is any and as text otherwise
 * @param by who made the rule, for the record
 */
public record MendingRule(
        UUID id,
        String feed,
        Test test,
        String at,
        String wanted,
        String put,
        String value,
        @Nullable String note,
        String by,
        Instant madeAt) {

    private static final int LONGEST_POINTER = 300;
    private static final int LONGEST_WANTED = 1000;
    private static final int LONGEST_VALUE = 4000;
    private static final int LONGEST_NOTE = 500;

    /** When a message is changed. */
    public enum Test {
        /** Always. */
        ALWAYS,
        /** Where the value is this text. */
        EQUALS,
        /** Where the value holds this text. */
        CONTAINS,
        /** Wherever in the message a value is this text. */
        EVERYWHERE
    }

    /** What is wrong with the rule, by a short name ({@code at}, {@code wanted}, {@code put}, {@code value}). */
    public Optional<String> fault() {
        if (test != Test.EVERYWHERE && !isPointer(put)) {
            return Optional.of("put");
        }
        if ((test == Test.EQUALS || test == Test.CONTAINS) && !isPointer(at)) {
            return Optional.of("at");
        }
        if (test != Test.ALWAYS && (wanted.isEmpty() || wanted.length() > LONGEST_WANTED)) {
            return Optional.of("wanted");
        }
        // a test that asks for no place keeps what was written there all the same
        if (at.length() > LONGEST_POINTER || put.length() > LONGEST_POINTER) {
            return Optional.of(at.length() > LONGEST_POINTER ? "at" : "put");
        }
        boolean tooLong = wanted.length() > LONGEST_WANTED
                || value.length() > LONGEST_VALUE
                || (note != null && note.length() > LONGEST_NOTE);
        boolean odd = (at + put + value + wanted + note).indexOf('\0') >= 0;
        return tooLong || odd ? Optional.of("value") : Optional.empty();
    }

    /** The whole message is none: a rule changes something in it. */
    private static boolean isPointer(String text) {
        if (text.length() < 2 || text.length() > LONGEST_POINTER) {
            return false;
        }
        try {
            JsonPointer.compile(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
