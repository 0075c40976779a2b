package org.cairn.award;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.lti.Courses;
import org.cairn.lti.Gradebook;
import org.cairn.lti.ProgressWanted;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reports how far learners are, in percent, to the gradebook: for badges that have a column somewhere. */
@Component
class ProgressReports {

    private static final int SLICE = 200;
    private static final int DECIMALS = 2;

    private final Gradebook gradebook;
    private final Courses courses;
    private final Pathways pathways;

    ProgressReports(Gradebook gradebook, Courses courses, Pathways pathways) {
        this.gradebook = gradebook;
        this.courses = courses;
        this.pathways = pathways;
    }

    boolean areWanted(InstitutionId institution) {
        return !gradebook.badges(institution).isEmpty();
    }

    /** Joins the caller's transaction. */
    void report(InstitutionId institution, List<Settlement.Outcome> outcomes) {
        Set<String> badges = gradebook.badges(institution);
        List<Gradebook.Progress> progress = new ArrayList<>();
        for (Settlement.Outcome outcome : outcomes) {
            outcome.standings().stream()
                    .filter(standing -> badges.contains(standing.badge().key()))
                    .map(standing -> progress(outcome.learner(), standing))
                    .forEach(progress::add);
        }
        gradebook.report(institution, progress);
    }

    /** Everybody's, because a column is new, or somebody may have come into the course. */
    @EventListener
    void on(ProgressWanted wanted) {
        InstitutionId institution = wanted.course().institution();
        List<LearnerId> students =
                courses.students(wanted.course()).stream().map(Learner::id).toList();
        for (int from = 0; from < students.size(); from += SLICE) {
            List<LearnerId> slice = students.subList(from, Math.min(from + SLICE, students.size()));
            List<Gradebook.Progress> progress = new ArrayList<>();
            pathways.standings(institution, slice)
                    .forEach((learner, standings) -> standings.stream()
                            .filter(standing -> standing.badge().key().equals(wanted.badge()))
                            .map(standing -> progress(learner, standing))
                            .forEach(progress::add));
            gradebook.report(institution, progress);
        }
    }

    /** Rounded down, so that only who has it all stands at 100. */
    private static Gradebook.Progress progress(LearnerId learner, BadgeStanding standing) {
        BigDecimal percent = standing.standing().progress().movePointRight(2).setScale(DECIMALS, RoundingMode.DOWN);
        return new Gradebook.Progress(
                learner, standing.badge().key(), percent, standing.standing().met());
    }
}
