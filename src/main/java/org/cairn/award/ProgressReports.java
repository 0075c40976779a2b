package org.cairn.award;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.evidence.LookAgain;
import org.cairn.lti.Courses;
import org.cairn.lti.Gradebook;
import org.cairn.lti.ProgressWanted;
import org.cairn.pathway.BadgeStanding;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reports how far learners are, in percent, to the gradebook: for badges that have a column somewhere. */
@Component
class ProgressReports {

    private static final int DECIMALS = 2;

    private final Gradebook gradebook;
    private final Courses courses;
    private final LookAgain lookAgain;

    ProgressReports(Gradebook gradebook, Courses courses, LookAgain lookAgain) {
        this.gradebook = gradebook;
        this.courses = courses;
        this.lookAgain = lookAgain;
    }

    /** The badges toward which progress is written anywhere. */
    Set<String> wanted(InstitutionId institution) {
        return gradebook.badges(institution);
    }

    /** Joins the caller's transaction. */
    void report(InstitutionId institution, Set<String> badges, List<Settlement.Outcome> outcomes) {
        List<Gradebook.Progress> progress = new ArrayList<>();
        for (Settlement.Outcome outcome : outcomes) {
            outcome.standings().stream()
                    .filter(standing -> badges.contains(standing.badge().key()))
                    .map(standing -> progress(outcome.learner(), standing))
                    .forEach(progress::add);
        }
        gradebook.report(institution, progress);
    }

    /**
     * A look at them reports it. Nobody but a look reports anything: there is never more than one at somebody at a time,
     * so that none can report what another knows better.
     */
    @EventListener
    void on(ProgressWanted wanted) {
        lookAgain.at(
                wanted.students().isEmpty()
                        ? courses.students(wanted.course()).stream()
                                .map(Learner::id)
                                .toList()
                        : wanted.students());
    }

    /** Rounded down, so that only who has it all stands at 100. */
    private static Gradebook.Progress progress(LearnerId learner, BadgeStanding standing) {
        BigDecimal percent = standing.standing().progress().movePointRight(2).setScale(DECIMALS, RoundingMode.DOWN);
        return new Gradebook.Progress(
                learner, standing.badge().key(), percent, standing.standing().met());
    }
}
