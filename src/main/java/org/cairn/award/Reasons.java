package org.cairn.award;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.cairn.pathway.Badge;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;

/** Says in a sentence why an award no longer meets its rule. */
final class Reasons {

    private Reasons() {}

    static String of(Badge badge, Standing standing) {
        return firstOpenLeaf(standing).map(leaf -> sentence(badge, leaf)).orElse("The rule is no longer met.");
    }

    private static Optional<Standing> firstOpenLeaf(Standing standing) {
        if (standing.met()) {
            return Optional.empty();
        }
        return standing.children().isEmpty()
                ? Optional.of(standing)
                : standing.children().stream()
                        .flatMap(child -> firstOpenLeaf(child).stream())
                        .findFirst();
    }

    private static String sentence(Badge badge, Standing leaf) {
        if (leaf.reason() instanceof Reason.Waived && leaf.rule() instanceof Rule.OnMilestone on) {
            return "%s: the waiver was taken back.".formatted(title(badge, on.milestone()));
        }
        return switch (leaf.rule()) {
            case Rule.Score score -> "%s: %s".formatted(title(badge, score.milestone()), scoreOf(leaf, score));
            case Rule.Complete complete -> "%s: no longer completed.".formatted(title(badge, complete.milestone()));
            case Rule.Attested attested ->
                "%s: the confirmation was taken back.".formatted(title(badge, attested.milestone()));
            case Rule.Holds holds -> "The badge '%s' is no longer held.".formatted(holds.badge());
            case Rule.Credits credits ->
                "The badges held give fewer than %s credits."
                        .formatted(credits.atLeast().toPlainString());
            case Rule.All all -> "The rule is no longer met.";
            case Rule.Any any -> "The rule is no longer met.";
            case Rule.AtLeast some -> "The rule is no longer met.";
        };
    }

    private static String scoreOf(Standing leaf, Rule.Score score) {
        if (leaf.reason() instanceof Reason.BestScore best && best.share() instanceof BigDecimal share) {
            return "the score is now %s %%, and %s %% is needed.".formatted(percent(share), percent(best.needed()));
        }
        return "there is no score any more, and %s %% is needed.".formatted(percent(score.atLeast()));
    }

    private static String percent(BigDecimal share) {
        BigDecimal percent =
                share.movePointRight(2).setScale(2, RoundingMode.FLOOR).stripTrailingZeros();
        return percent.toPlainString();
    }

    private static String title(Badge badge, String milestone) {
        return badge.milestones().getOrDefault(milestone, milestone);
    }
}
