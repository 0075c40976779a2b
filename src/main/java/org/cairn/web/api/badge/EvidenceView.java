package org.cairn.web.api.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Author;
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

        /** In which activity. */
        record In(UUID platform, @Nullable String course, String activity) {

            private static In of(Activity activity) {
                return new In(activity.platform().value(), activity.course(), activity.id());
            }
        }

        /** Who said it, and of which milestone. */
        record Said(
                String badge,
                String milestone,
                String byRole,
                @Nullable UUID by,
                @Nullable String author) {

            private static Said of(String badge, String milestone, Author author) {
                UUID by = author.learner() == null ? null : author.learner().value();
                return new Said(badge, milestone, author.role(), by, author.name());
            }
        }

        /** Points were given; without points the score was taken back. */
        record Score(@JsonUnwrapped In in, @Nullable BigDecimal points, BigDecimal possible) implements What {
            @java.lang.Override
            public String type() {
                return "score";
            }
        }

        record Completion(@JsonUnwrapped In in, BigDecimal share) implements What {
            @java.lang.Override
            public String type() {
                return "completion";
            }
        }

        /** Something that the learner may not see yet, and that does not count before they may. */
        record Hidden(What what) implements What {
            @java.lang.Override
            public String type() {
                return "hidden";
            }
        }

        /** From now on the learner may see what was hidden. */
        record Shown(@JsonUnwrapped In in) implements What {
            @java.lang.Override
            public String type() {
                return "shown";
            }
        }

        /** A score in the place of the computed one; without points the computed one counts again. */
        record Override(@JsonUnwrapped In in, @Nullable BigDecimal points, BigDecimal possible) implements What {
            @java.lang.Override
            public String type() {
                return "override";
            }
        }

        record Attestation(
                @JsonUnwrapped Said said,
                @Nullable String note,
                @Nullable String link,
                boolean stands) implements What {
            @java.lang.Override
            public String type() {
                return "attestation";
            }
        }

        /** A milestone was waived, or the waiver taken back. */
        record Waiver(
                @JsonUnwrapped Said said,
                String reason,
                @Nullable String link,
                boolean stands) implements What {
            @java.lang.Override
            public String type() {
                return "waiver";
            }
        }

        record BadgeHeld(String badge, BigDecimal credits, boolean stands) implements What {
            @java.lang.Override
            public String type() {
                return "badge-held";
            }
        }

        static What of(Observation observation) {
            return switch (observation) {
                case Observation.Score seen ->
                    new Score(
                            In.of(seen.activity()),
                            StandingView.plainOrNull(seen.points()),
                            StandingView.plain(seen.possible()));
                case Observation.Completion seen ->
                    new Completion(In.of(seen.activity()), StandingView.plain(seen.share()));
                case Observation.Hidden seen -> new Hidden(of(seen.mark()));
                case Observation.Shown seen -> new Shown(In.of(seen.activity()));
                case Observation.Override seen ->
                    new Override(
                            In.of(seen.activity()),
                            StandingView.plainOrNull(seen.points()),
                            StandingView.plain(seen.possible()));
                case Observation.Attestation seen ->
                    new Attestation(
                            Said.of(seen.badge(), seen.milestone(), seen.author()),
                            seen.note(),
                            seen.link(),
                            seen.stands());
                case Observation.Waiver seen ->
                    new Waiver(
                            Said.of(seen.badge(), seen.milestone(), seen.author()),
                            seen.reason(),
                            seen.link(),
                            seen.stands());
                case Observation.BadgeHeld seen ->
                    new BadgeHeld(seen.badge(), StandingView.plain(seen.credits()), seen.stands());
            };
        }
    }
}
