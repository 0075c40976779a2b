package org.cairn.web.instructor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Attestations.Step;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.web.Access;
import org.cairn.web.BadgeViews;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.cairn.web.instructor.Vouching.Offer;
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

    private static final Set<String> SAID = Set.of("confirmed", "taken-back", "waived", "waiver-taken-back");

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
        List<Offer> confirmable = Vouching.confirmable(launch, badges, way);
        List<Offer> waivable = Vouching.waivable(badges, way);
        model.addAttribute("nav", Nav.of(launch, "/instructor"));
        model.addAttribute(
                "name",
                learners.find(student).map(learner -> Grid.name(learner, words)).orElseThrow(Problem::notFound));
        model.addAttribute("id", id);
        model.addAttribute("empty", badges.isEmpty());
        model.addAttribute("progress", Progress.of(way, badges, new BadgeViews(way, words, ways.now()), words));
        model.addAttribute("open", without(confirmable));
        model.addAttribute("confirmed", with(confirmable));
        model.addAttribute("waivable", without(waivable));
        model.addAttribute("waived", with(waivable));
        model.addAttribute("said", said != null && SAID.contains(said) ? words.say("said.at-once." + said) : null);
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
        List<Offer> offers = Vouching.confirmable(launch, pathways.badgesIn(course), ways.of(student));
        Step step = chosen(offers, milestone);
        ByHand.say(() -> attestations.attest(
                course, List.of(student), step, Vouching.staff(launch), Vouching.said(note, link), stands));
        return back(id, stands ? "confirmed" : "taken-back");
    }

    @PostMapping("/instructor/students/{id}/waive")
    String waive(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam String milestone,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(defaultValue = "true") boolean stands) {
        CourseId course = Access.teaching(launch);
        LearnerId student = inCourse(course, id);
        Step step = chosen(Vouching.waivable(pathways.badgesIn(course), ways.of(student)), milestone);
        ByHand.say(() ->
                attestations.waive(course, student, step, Vouching.staff(launch), Vouching.said(reason, link), stands));
        return back(id, stands ? "waived" : "waiver-taken-back");
    }

    private static Step chosen(List<Offer> offers, String value) {
        return offers.stream()
                .filter(one -> one.value().equals(value))
                .findFirst()
                .map(Offer::step)
                .orElseThrow(Problem::badRequest);
    }

    private static String back(UUID id, String said) {
        return "redirect:/instructor/students/" + id + "?said=" + said;
    }

    private static List<Offer> with(List<Offer> offers) {
        return offers.stream().filter(Offer::stands).toList();
    }

    private static List<Offer> without(List<Offer> offers) {
        return offers.stream().filter(one -> !one.stands()).toList();
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
}
