package org.cairn.rules;

import java.time.Instant;
import java.util.Collection;

/** The evaluation: a pure function of a rule, the facts and an instant. */
public final class Rules {

    private Rules() {}

    /**
     * Says where somebody with these facts stands toward the rule at that instant; facts after the instant are not
     * seen.
     */
    public static Standing evaluate(Rule rule, Collection<Fact> facts, Instant at) {
        return new Evaluation(facts, at).of(rule);
    }
}
