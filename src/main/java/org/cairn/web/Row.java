package org.cairn.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One requirement of a badge as a page shows it.
 *
 * @param state {@code met}, {@code open} or {@code closed}
 * @param word the state in words
 * @param value what was reached, such as "best so far 72 %"
 * @param date when it was met; null while it is not
 * @param from who told us, or null
 * @param said what somebody said who vouched for it, for the student and their staff only; null where nobody did
 * @param children the requirements below a group
 */
public record Row(
        String state,
        String word,
        String text,
        String value,
        @Nullable String date,
        @Nullable String from,
        @Nullable Said said,
        List<Row> children) {

    /**
     * What somebody said who vouched.
     *
     * @param by who, in words
     * @param link an https address that strangers wrote
     */
    public record Said(
            String by, @Nullable String note, @Nullable String link) {}

    public boolean group() {
        return !children.isEmpty();
    }
}
