package org.cairn.web.instructor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.rules.Rule;
import org.cairn.web.BadgeViews;
import org.cairn.web.Progress;
import org.cairn.web.Titles;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Describes a badge's milestones beside the activities of one course, and what binding them would do. */
@Component
class Bindings {

    private final Pathways pathways;
    private final Courses courses;
    private final EvidenceLog log;
    private final KnownActivities known;
    private final Ways ways;
    private final Wording wording;

    Bindings(Pathways pathways, Courses courses, EvidenceLog log, KnownActivities known, Ways ways, Wording wording) {
        this.pathways = pathways;
        this.courses = courses;
        this.log = log;
        this.known = known;
        this.ways = ways;
        this.wording = wording;
    }

    /**
     * One milestone with what it is bound to in this course.
     *
     * @param chosen the activity the form begins with: the one asked about, or the suggested one
     * @param suggested true when {@code chosen} is our guess by name
     * @param trial what binding the activity asked about would do; null when none was asked about
     */
    record Step(
            String key,
            String title,
            String asks,
            boolean confirmed,
            boolean graded,
            List<Bound> bound,
            String counts,
            String chosen,
            boolean suggested,
            @Nullable Trial trial) {}

    /** An activity that is bound already. */
    record Bound(String title, String id, @Nullable String atLeast) {}

    /** What a binding would do. */
    record Trial(
            String words,
            String activity,
            String title,
            @Nullable String percent) {}

    String say(Locale locale, Complaint why) {
        return wording.in(locale).complaint(why);
    }

    void describe(
            Catalogue catalogue, Badge badge, Course course, @Nullable Binding trial, Locale locale, Model model) {
        Words words = wording.in(locale);
        List<LearnerId> students =
                courses.students(course.id()).stream().map(Learner::id).toList();
        Map<LearnerId, List<Evidence>> evidence = log.of(course.id().institution(), students);
        Rehearsal rehearsal = new Rehearsal(pathways, catalogue, badge, evidence.values(), ways.now());
        List<KnownActivity> activities = known.of(course.platform(), course.ownId());
        Describing describing =
                new Describing(words, Titles.of(badge, catalogue), badge, course, catalogue, activities, rehearsal);
        model.addAttribute("badge", badge);
        model.addAttribute("class", students.size());
        model.addAttribute("activities", activities);
        model.addAttribute(
                "steps",
                Leaves.ofMilestones(badge.rule()).stream()
                        .map(leaf -> describing.step(leaf, trial, students.size()))
                        .toList());
        model.addAttribute(
                "components",
                badge.components().stream()
                        .flatMap(key -> catalogue.badge(key).stream())
                        .toList());
        Way nobody = Way.of(catalogue, pathways.standings(catalogue, List.of(), ways.now()), List.of(), List.of());
        model.addAttribute(
                "drawing", Progress.preview(nobody, badge, new BadgeViews(nobody, words, ways.now()), words));
    }

    private record Describing(
            Words words,
            Titles titles,
            Badge badge,
            Course course,
            Catalogue catalogue,
            List<KnownActivity> activities,
            Rehearsal rehearsal) {

        Step step(Rule leaf, @Nullable Binding trial, int students) {
            String milestone = Objects.requireNonNull(Leaves.milestone(leaf));
            String title = titles.milestone(milestone);
            boolean confirmed = leaf instanceof Rule.Attested;
            List<Bound> bound = catalogue.bindings().stream()
                    .filter(binding -> binding.badge().equals(badge.key())
                            && binding.milestone().equals(milestone)
                            && binding.activity().platform().equals(course.platform())
                            && course.ownId().equals(binding.activity().course()))
                    .map(this::bound)
                    .toList();
            Binding asked = trial != null && trial.milestone().equals(milestone) ? trial : null;
            String guess = confirmed || asked != null || !bound.isEmpty()
                    ? ""
                    : Likeness.best(title, activities)
                            .map(activity -> activity.activity().id())
                            .orElse("");
            return new Step(
                    milestone,
                    title,
                    words.requirement(leaf, titles),
                    confirmed,
                    leaf instanceof Rule.Score,
                    bound,
                    words.say("bind.meet", rehearsal.now(milestone), students),
                    asked != null ? asked.activity().id() : guess,
                    !guess.isEmpty(),
                    asked == null ? null : trial(asked, students));
        }

        private Bound bound(Binding binding) {
            String id = binding.activity().id();
            return new Bound(title(id), id, binding.atLeast() == null ? null : words.percent(binding.atLeast()));
        }

        private Trial trial(Binding binding, int students) {
            String id = binding.activity().id();
            return new Trial(
                    words.say("bind.would", rehearsal.with(binding), students, title(id)),
                    id,
                    title(id),
                    binding.atLeast() == null
                            ? null
                            : binding.atLeast().movePointRight(2).toPlainString());
        }

        private String title(String id) {
            return activities.stream()
                    .filter(activity -> activity.activity().id().equals(id))
                    .map(KnownActivity::title)
                    .findFirst()
                    .orElse(id);
        }
    }
}
