package org.cairn.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.jspecify.annotations.Nullable;

/** One piece of evidence as the API shows it. */
record EvidenceView(String key, String source, Instant occurredAt, What what) {

    static EvidenceView of(Evidence evidence) {
        return new EvidenceView(evidence.key(), evidence.source(), evidence.occurredAt(), What.of(evidence.what()));
    }

    /** What was seen, told apart by {@code type}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    sealed interface What {

        @JsonProperty
        String type();

        /** Points were given; without points the score was taken back. */
        record Score(
                UUID platform,
                @Nullable String course,
                String activity,
                @Nullable BigDecimal points,
                BigDecimal possible)
                implements What {
            @Override
            public String type() {
                return "score";
            }
        }

        record Completion(UUID platform, @Nullable String course, String activity, BigDecimal share) implements What {
            @Override
            public String type() {
                return "completion";
            }
        }

        record Attestation(
                String badge,
                String milestone,
                String byRole,
                UUID by,
                @Nullable String note,
                boolean stands) implements What {
            @Override
            public String type() {
                return "attestation";
            }
        }

        record BadgeHeld(String badge, BigDecimal credits, boolean stands) implements What {
            @Override
            public String type() {
                return "badge-held";
            }
        }

        static What of(Observation observation) {
            return switch (observation) {
                case Observation.Score seen ->
                    new Score(
                            seen.activity().platform().value(),
                            seen.activity().course(),
                            seen.activity().id(),
                            StandingView.plainOrNull(seen.points()),
                            StandingView.plain(seen.possible()));
                case Observation.Completion seen ->
                    new Completion(
                            seen.activity().platform().value(),
                            seen.activity().course(),
                            seen.activity().id(),
                            StandingView.plain(seen.share()));
                case Observation.Attestation seen ->
                    new Attestation(
                            seen.badge(),
                            seen.milestone(),
                            seen.byRole(),
                            seen.by().value(),
                            seen.note(),
                            seen.stands());
                case Observation.BadgeHeld seen ->
                    new BadgeHeld(seen.badge(), StandingView.plain(seen.credits()), seen.stands());
            };
        }
    }
}
