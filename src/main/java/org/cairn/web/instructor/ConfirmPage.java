package org.cairn.web.instructor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Attestations.Step;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.rules.Standing;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.cairn.web.instructor.Vouching.Offer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Confirms one milestone for many students of my class at once, or takes it back. */
@Controller
class ConfirmPage {

    private final Courses courses;
    private final Pathways pathways;
    private final EvidenceLog log;
    private final Attestations attestations;
    private final Wording wording;

    ConfirmPage(Courses courses, Pathways pathways, EvidenceLog log, Attestations attestations, Wording wording) {
        this.courses = courses;
        this.pathways = pathways;
        this.log = log;
        this.attestations = attestations;
        this.wording = wording;
    }

    /** A student who may be ticked. */
    record Candidate(UUID id, String name) {}

    @GetMapping("/instructor/confirm")
    String choose(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String milestone,
            @RequestParam(defaultValue = "false") boolean back,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        return show(launch, locale, milestone, back, said.matches("\\d{1,6}") ? Integer.valueOf(said) : null, model);
    }

    private String show(
            Launch launch, Locale locale, String milestone, boolean back, @Nullable Integer said, Model model) {
        CourseId course = Access.teaching(launch);
        Words words = wording.in(locale);
        List<Offer> offers = offers(course);
        Offer chosen = offers.stream()
                .filter(one -> one.value().equals(milestone))
                .findFirst()
                .orElse(offers.isEmpty() ? null : offers.getFirst());
        model.addAttribute("nav", Nav.of(launch, "/instructor"));
        model.addAttribute("offers", offers);
        model.addAttribute("chosen", chosen);
        model.addAttribute("back", back);
        model.addAttribute("said", said);
        model.addAttribute(
                "students",
                chosen == null
                        ? List.of()
                        : candidates(launch, course, chosen.step(), back).stream()
                                .map(one -> new Candidate(one.id().value(), Grid.name(one, words)))
                                .toList());
        return "instructor/confirm";
    }

    @PostMapping("/instructor/confirm")
    String confirm(
            Launch launch,
            Locale locale,
            @RequestParam String milestone,
            @RequestParam(required = false) @Nullable Set<UUID> student,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(defaultValue = "false") boolean back,
            Model model) {
        CourseId course = Access.teaching(launch);
        Step step = offers(course).stream()
                .filter(one -> one.value().equals(milestone))
                .findFirst()
                .map(Offer::step)
                .orElseThrow(Problem::badRequest);
        Set<LearnerId> chosen = new LinkedHashSet<>();
        if (all) {
            candidates(launch, course, step, back).forEach(one -> chosen.add(one.id()));
        } else if (student != null) {
            student.forEach(id -> chosen.add(inCourse(course, id)));
        }
        // whoever teaches may be listed as a student as well, and does not confirm for themselves
        chosen.remove(launch.learner());
        if (chosen.isEmpty()) {
            // what was written must not be written again
            model.addAttribute("note", note);
            model.addAttribute("link", link);
            return show(launch, locale, milestone, back, 0, model);
        }
        ByHand.say(() ->
                attestations.attest(course, chosen, step, Vouching.staff(launch), Vouching.said(note, link), !back));
        return "redirect:/instructor/confirm?milestone=" + step.badge() + "/" + step.milestone() + "&back=" + back
                + "&said=" + chosen.size();
    }

    private LearnerId inCourse(CourseId course, UUID id) {
        LearnerId student = new LearnerId(course.institution(), id);
        if (!courses.isStudent(course, student)) {
            throw Problem.notFound();
        }
        return student;
    }

    private List<Offer> offers(CourseId course) {
        return Vouching.confirmable(pathways.badgesIn(course), pathways.catalogue(course.institution()));
    }

    /** Those who lack it; or those for whom I confirmed it. */
    private List<Learner> candidates(Launch launch, CourseId course, Step step, boolean back) {
        List<Learner> students = courses.students(course).stream()
                .filter(one -> !one.id().equals(launch.learner()))
                .toList();
        List<LearnerId> ids = students.stream().map(Learner::id).toList();
        if (back) {
            Map<LearnerId, List<Evidence>> evidence = log.of(course.institution(), ids);
            return students.stream()
                    .filter(one -> Vouching.hasConfirmed(launch, evidence.getOrDefault(one.id(), List.of()), step))
                    .toList();
        }
        Map<LearnerId, List<BadgeStanding>> standings = pathways.standings(course.institution(), ids);
        return students.stream()
                .filter(one -> standings.getOrDefault(one.id(), List.of()).stream()
                        .noneMatch(standing -> isConfirmed(standing, step)))
                .toList();
    }

    private static boolean isConfirmed(BadgeStanding standing, Step step) {
        Badge badge = standing.badge();
        return badge.key().equals(step.badge())
                && Leaves.of(standing.standing())
                        .filter(leaf -> Leaves.isForStaff(leaf.rule())
                                && step.milestone().equals(Leaves.milestone(leaf.rule())))
                        .allMatch(Standing::met);
    }
}
