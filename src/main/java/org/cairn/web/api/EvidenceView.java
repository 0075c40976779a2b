package org.cairn.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
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

        /** Points were given; without points the score was taken back. */
        record Score(
                UUID platform,
                @Nullable String course,
                String activity,
                @Nullable BigDecimal points,
                BigDecimal possible)
                implements What {
            @java.lang.Override
            public String type() {
                return "score";
            }
        }

        record Completion(UUID platform, @Nullable String course, String activity, BigDecimal share) implements What {
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
        record Shown(UUID platform, @Nullable String course, String activity) implements What {
            @java.lang.Override
            public String type() {
                return "shown";
            }
        }

        /** A score in the place of the computed one; without points the computed one counts again. */
        record Override(
                UUID platform,
                @Nullable String course,
                String activity,
                @Nullable BigDecimal points,
                BigDecimal possible)
                implements What {
            @java.lang.Override
            public String type() {
                return "override";
            }
        }

        record Attestation(
                String badge,
                String milestone,
                String byRole,
                @Nullable UUID by,
                @Nullable String author,
                @Nullable String note,
                @Nullable String link,
                boolean stands)
                implements What {
            @java.lang.Override
            public String type() {
                return "attestation";
            }
        }

        /** A milestone was waived, or the waiver taken back. */
        record Waiver(
                String badge,
                String milestone,
                String byRole,
                @Nullable UUID by,
                @Nullable String author,
                String reason,
                @Nullable String link,
                boolean stands)
                implements What {
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

        private static @Nullable UUID id(Author author) {
            return author.learner() == null ? null : author.learner().value();
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
                case Observation.Hidden seen -> new Hidden(of(seen.mark()));
                case Observation.Shown seen ->
                    new Shown(
                            seen.activity().platform().value(),
                            seen.activity().course(),
                            seen.activity().id());
                case Observation.Override seen ->
                    new Override(
                            seen.activity().platform().value(),
                            seen.activity().course(),
                            seen.activity().id(),
                            StandingView.plainOrNull(seen.points()),
                            StandingView.plain(seen.possible()));
                case Observation.Attestation seen ->
                    new Attestation(
                            seen.badge(),
                            seen.milestone(),
                            seen.author().role(),
                            id(seen.author()),
                            seen.author().name(),
                            seen.note(),
                            seen.link(),
                            seen.stands());
                case Observation.Waiver seen ->
                    new Waiver(
                            seen.badge(),
                            seen.milestone(),
                            seen.author().role(),
                            id(seen.author()),
                            seen.author().name(),
                            seen.reason(),
                            seen.link(),
                            seen.stands());
                case Observation.BadgeHeld seen ->
                    new BadgeHeld(seen.badge(), StandingView.plain(seen.credits()), seen.stands());
            };
        }
    }
}
