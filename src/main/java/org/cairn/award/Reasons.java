package org.cairn.award;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.pathway.Badge;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;

/** Says why an award no longer meets its rule; the words stand in the messages. */
final class Reasons {

    private static final Complaint UNMET = Complaint.of("award.unmet");

    private Reasons() {}

    static String of(Badge badge, Standing standing) {
        return firstOpenLeaf(standing)
                .map(leaf -> why(badge, leaf))
                .orElse(UNMET)
                .text();
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

    private static Complaint why(Badge badge, Standing leaf) {
        if (leaf.reason() instanceof Reason.Waived && leaf.rule() instanceof Rule.OnMilestone on) {
            return Complaint.of("award.unwaived", title(badge, on.milestone()));
        }
        return switch (leaf.rule()) {
            case Rule.Score score -> scoreOf(title(badge, score.milestone()), leaf, score);
            case Rule.Complete complete -> Complaint.of("award.uncompleted", title(badge, complete.milestone()));
            case Rule.Attested attested -> Complaint.of("award.unattested", title(badge, attested.milestone()));
            case Rule.Holds holds -> Complaint.of("award.not-held", holds.badge());
            case Rule.Credits credits ->
                Complaint.of("award.credits", credits.atLeast().toPlainString());
            case Rule.All all -> UNMET;
            case Rule.Any any -> UNMET;
            case Rule.AtLeast some -> UNMET;
        };
    }

    private static Complaint scoreOf(String title, Standing leaf, Rule.Score score) {
        if (leaf.reason() instanceof Reason.BestScore best && best.share() instanceof BigDecimal share) {
            return Complaint.of("award.score", title, percent(share), percent(best.needed()));
        }
        return Complaint.of("award.no-score", title, percent(score.atLeast()));
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
