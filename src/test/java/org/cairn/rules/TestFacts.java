package org.cairn.rules;

import java.math.BigDecimal;
import java.time.Instant;

/** Facts in few words: minutes count from one fixed morning. */
final class TestFacts {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private TestFacts() {}

    static Instant minute(long minute) {
        return MORNING.plusSeconds(60 * minute);
    }

    static Fact.Scored scored(String milestone, String share, long minute) {
        return scored(milestone, "activity-" + milestone, share, null, minute);
    }

    static Fact.Scored scored(String milestone, String source, String share, String bar, long minute) {
        return new Fact.Scored(
                milestone,
                source,
                share == null ? null : new BigDecimal(share),
                bar == null ? null : new BigDecimal(bar),
                minute(minute),
                "score:%s:%s:%s:%d".formatted(milestone, source, share, minute));
    }

    static Fact.Completed completed(String milestone, String share, long minute) {
        return new Fact.Completed(
                milestone,
                "activity-" + milestone,
                new BigDecimal(share),
                minute(minute),
                "completion:%s:%s:%d".formatted(milestone, share, minute));
    }

    static Fact.Attested attested(String milestone, String source, boolean stands, long minute) {
        return new Fact.Attested(
                milestone,
                source,
                "instructor",
                stands,
                minute(minute),
                "attestation:%s:%s:%s:%d".formatted(milestone, source, stands, minute));
    }

    static Fact.Waived waived(String milestone, boolean stands, long minute) {
        return new Fact.Waived(
                milestone, "waiver", stands, minute(minute), "waiver:%s:%s:%d".formatted(milestone, stands, minute));
    }

    static Fact.Held held(String badge, String credits, boolean stands, long minute) {
        return new Fact.Held(
                badge,
                "award",
                new BigDecimal(credits),
                stands,
                minute(minute),
                "held:%s:%s:%d".formatted(badge, stands, minute));
    }

    static Rule.Score score(String milestone, String atLeast) {
        return new Rule.Score(milestone, new BigDecimal(atLeast), null);
    }

    static Rule.Complete complete(String milestone) {
        return new Rule.Complete(milestone, null);
    }

    static Rule.Attested attestedBy(String milestone) {
        return new Rule.Attested(milestone, "instructor", null);
    }
}
