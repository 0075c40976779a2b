package org.cairn.web.api.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.jspecify.annotations.Nullable;

/** A standing as the API shows it: the same tree, each node with its rule, reason, evidence and next step. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StandingView(
        RuleView rule,
        Standing.State state,
        BigDecimal progress,
        ReasonView reason,
        @Nullable Instant since,
        List<String> evidence,
        @Nullable RuleView next,
        List<StandingView> children) {

    static StandingView of(Standing standing) {
        return new StandingView(
                RuleView.of(standing.rule()),
                standing.state(),
                plain(standing.progress()),
                ReasonView.of(standing.reason()),
                standing.since(),
                standing.evidence(),
                standing.next() == null ? null : RuleView.of(standing.next().leaf()),
                standing.children().stream().map(StandingView::of).toList());
    }

    /** The same number without needless zeros and without an exponent: 6, 0.85. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static @Nullable BigDecimal plainOrNull(@Nullable BigDecimal number) {
        return number == null ? null : plain(number);
    }

    /** One node of a rule without what is below it; the children of the standing have that. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleView(
            String type,
            @Nullable String milestone,
            @Nullable String badge,
            @Nullable BigDecimal atLeast,
            @Nullable String by,
            @Nullable List<String> from,
            @Nullable Instant until) {

        static RuleView of(Rule rule) {
            return switch (rule) {
                case Rule.All all -> new RuleView("all", null, null, null, null, null, null);
                case Rule.Any any -> new RuleView("any", null, null, null, null, null, null);
                case Rule.AtLeast some ->
                    new RuleView("at-least", null, null, BigDecimal.valueOf(some.count()), null, null, null);
                case Rule.Score score ->
                    new RuleView("score", score.milestone(), null, plain(score.atLeast()), null, null, score.until());
                case Rule.Complete complete ->
                    new RuleView("complete", complete.milestone(), null, null, null, null, complete.until());
                case Rule.Attested attested ->
                    new RuleView("attested", attested.milestone(), null, null, attested.by(), null, attested.until());
                case Rule.Holds holds -> new RuleView("holds", null, holds.badge(), null, null, null, null);
                case Rule.Credits credits ->
                    new RuleView("credits", null, null, plain(credits.atLeast()), null, credits.from(), null);
            };
        }
    }

    /** Why a node stands as it does: its type and the numbers that go with it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReasonView(
            String type,
            @Nullable BigDecimal have,
            @Nullable BigDecimal needed,
            @Nullable Boolean stands,
            @Nullable String by,
            @Nullable Instant until) {

        static ReasonView of(Standing.Reason reason) {
            return switch (reason) {
                case Standing.Reason.Count count ->
                    numbers("count", BigDecimal.valueOf(count.met()), BigDecimal.valueOf(count.needed()));
                case Standing.Reason.BestScore best -> numbers("best-score", best.share(), best.needed());
                case Standing.Reason.Completion completion -> numbers("completion", completion.share(), BigDecimal.ONE);
                case Standing.Reason.CreditSum credits -> numbers("credits", credits.sum(), credits.needed());
                case Standing.Reason.Confirmation confirmation ->
                    new ReasonView("confirmation", null, null, confirmation.stands(), confirmation.by(), null);
                case Standing.Reason.Holding holding ->
                    new ReasonView("holding", null, null, holding.held(), null, null);
                case Standing.Reason.Waived waived -> new ReasonView("waived", null, null, waived.stands(), null, null);
                case Standing.Reason.TooLate late -> new ReasonView("too-late", null, null, null, null, late.until());
            };
        }

        private static ReasonView numbers(String type, @Nullable BigDecimal have, BigDecimal needed) {
            return new ReasonView(type, plainOrNull(have), plain(needed), null, null, null);
        }
    }
}
