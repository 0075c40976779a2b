package org.cairn.web.instructor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Learners;
import org.cairn.lti.Purpose;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.BadgeViews;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Progress;
import org.cairn.web.Titles;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One student of my course: the same reasons as the student sees, and what I may confirm. */
@Controller
class StudentPage {

    private static final int LONGEST_NOTE = 2000;

    private final Courses courses;
    private final Learners learners;
    private final Pathways pathways;
    private final Attestations attestations;
    private final Ways ways;
    private final Wording wording;

    StudentPage(
            Courses courses,
            Learners learners,
            Pathways pathways,
            Attestations attestations,
            Ways ways,
            Wording wording) {
        this.courses = courses;
        this.learners = learners;
        this.pathways = pathways;
        this.attestations = attestations;
        this.ways = ways;
        this.wording = wording;
    }

    /** A milestone that this launch may confirm; it {@code stands} while they have. */
    record Confirmable(String badge, String milestone, String title, String badgeTitle, boolean stands) {

        /** Names the milestone in a form. */
        public String value() {
            return badge + "/" + milestone;
        }
    }

    @GetMapping("/instructor/students/{id}")
    String student(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String said,
            Model model) {
        CourseId course = Access.teaching(launch);
        LearnerId student = reviewed(launch, course, id);
        Words words = wording.in(locale);
        List<Badge> badges = pathways.badgesIn(course);
        Way way = ways.of(student);
        List<Confirmable> confirmables = confirmables(launch, badges, way);
        model.addAttribute("nav", Nav.of(launch, "/instructor/students"));
        model.addAttribute(
                "name",
                learners.find(student).map(learner -> Grid.name(learner, words)).orElseThrow(Problem::notFound));
        model.addAttribute("id", id);
        model.addAttribute("empty", badges.isEmpty());
        model.addAttribute("progress", Progress.of(way, badges, new BadgeViews(way, words, ways.now()), words));
        model.addAttribute(
                "open", confirmables.stream().filter(one -> !one.stands()).toList());
        model.addAttribute(
                "confirmed", confirmables.stream().filter(Confirmable::stands).toList());
        model.addAttribute("said", "confirmed".equals(said) || "taken-back".equals(said) ? said : null);
        return "instructor/student";
    }

    @PostMapping("/instructor/students/{id}/attest")
    String attest(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam String milestone,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(defaultValue = "true") boolean stands) {
        CourseId course = Access.teaching(launch);
        LearnerId student = inCourse(course, id);
        Confirmable chosen = confirmables(launch, pathways.badgesIn(course), ways.of(student)).stream()
                .filter(one -> one.value().equals(milestone))
                .findFirst()
                .orElseThrow(Problem::badRequest);
        try {
            attestations.attest(
                    course,
                    student,
                    chosen.badge(),
                    chosen.milestone(),
                    launch.learner(),
                    launch.role(),
                    note(note, link),
                    stands);
        } catch (Attestations.NotAllowed refused) {
            throw Problem.forbidden();
        }
        return "redirect:/instructor/students/" + id + "?said=" + (stands ? "confirmed" : "taken-back");
    }

    /** The platform's gradebook may know a student before its roster told us of them. */
    private LearnerId reviewed(Launch launch, CourseId course, UUID id) {
        LearnerId student = new LearnerId(course.institution(), id);
        boolean asked = launch.purpose() instanceof Purpose.Review review
                && review.student().equals(student);
        if (asked && !courses.isStudent(course, student)) {
            throw Problem.notInRoster();
        }
        return inCourse(course, id);
    }

    /** Somebody who is not in the course is as unknown as somebody who does not exist. */
    private LearnerId inCourse(CourseId course, UUID id) {
        LearnerId student = new LearnerId(course.institution(), id);
        if (!courses.isStudent(course, student)) {
            throw Problem.notFound();
        }
        return student;
    }

    private static List<Confirmable> confirmables(Launch launch, List<Badge> badges, Way way) {
        return badges.stream()
                .flatMap(badge -> Leaves.ofMilestones(badge.rule()).stream()
                        .filter(Leaves::isForStaff)
                        .map(leaf -> confirmable(launch, badge, way, Objects.requireNonNull(Leaves.milestone(leaf)))))
                .distinct()
                .toList();
    }

    private static Confirmable confirmable(Launch launch, Badge badge, Way way, String milestone) {
        String title = Titles.of(badge, way.catalogue()).milestone(milestone);
        boolean mine = way.evidence().values().stream()
                .filter(evidence -> isMine(launch, evidence, badge.key(), milestone))
                .max(Comparator.comparing(Evidence::occurredAt).thenComparing(Evidence::key))
                .filter(last -> last.what() instanceof Observation.Attestation said && said.stands())
                .isPresent();
        return new Confirmable(badge.key(), milestone, title, badge.title(), mine);
    }

    /** Everybody takes back only what they confirmed themselves. */
    private static boolean isMine(Launch launch, Evidence evidence, String badge, String milestone) {
        return evidence.what() instanceof Observation.Attestation said
                && said.by().equals(launch.learner())
                && said.badge().equals(badge)
                && said.milestone().equals(milestone);
    }

    private static @Nullable String note(String note, String link) {
        String address = link.strip();
        if (!address.isEmpty() && !address.matches("https?://[^\\s<>\"]{1,1000}")) {
            throw Problem.badRequest();
        }
        String all = (note.strip() + "\n" + address).strip();
        if (all.length() > LONGEST_NOTE) {
            throw Problem.badRequest();
        }
        return all.isEmpty() ? null : all;
    }
}
