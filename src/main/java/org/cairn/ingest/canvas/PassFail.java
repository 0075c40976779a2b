package org.cairn.ingest.canvas;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Grades in words, which say that something is done, with or without points. */
public final class PassFail {

    private static final Set<String> PASSED = Set.of("pass", "complete");
    private static final Set<String> FAILED = Set.of("fail", "incomplete");

    private PassFail() {}

    /** Says whether it is done; empty for grades that are no such words. */
    public static Optional<Boolean> of(String grade) {
        String word = grade.toLowerCase(Locale.ROOT);
        boolean passed = PASSED.contains(word);
        return passed || FAILED.contains(word) ? Optional.of(passed) : Optional.empty();
    }
}
