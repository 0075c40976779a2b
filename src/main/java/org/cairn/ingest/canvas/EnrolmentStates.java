package org.cairn.ingest.canvas;

import java.util.Optional;
import java.util.Set;

/** What the states of an enrolment in Canvas mean. */
public final class EnrolmentStates {

    private static final Set<String> IN = Set.of("active", "invited", "completed");
    private static final Set<String> OUT = Set.of("deleted", "rejected", "inactive");

    private EnrolmentStates() {}

    /** Says whether somebody in this state is in the course; empty for states that say nothing of it. */
    public static Optional<Boolean> isIn(String state) {
        return IN.contains(state) || OUT.contains(state) ? Optional.of(IN.contains(state)) : Optional.empty();
    }
}
