package org.cairn.web.instructor;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Copies;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** This course was copied: which of the original's bindings are taken over, and to which activity. */
@Controller
class CopyPage {

    private static final String PATH = "/instructor/copy";
    private static final Pattern ACTIVITY = Pattern.compile("[a-z][a-z0-9-]{0,30}(:[^\\s\\p{Cntrl}]{1,500})?");

    private final Copies copies;
    private final Pathways pathways;
    private final Courses courses;
    private final Takeovers takeovers;

    CopyPage(Copies copies, Pathways pathways, Courses courses, Takeovers takeovers) {
        this.copies = copies;
        this.pathways = pathways;
        this.courses = courses;
        this.takeovers = takeovers;
    }

    @GetMapping(PATH)
    String review(Launch launch, Locale locale, @RequestParam(defaultValue = "0") int taken, Model model) {
        Course here = course(launch);
        model.addAttribute("taken", Math.max(0, taken));
        return show(launch, here, locale, Takeovers.Answers.NONE, model);
    }

    /** Takes over what is ticked, each binding on its own; what cannot be says why, beside what is left. */
    @PostMapping(PATH)
    String take(
            Launch launch,
            Locale locale,
            @RequestParam UUID from,
            @RequestParam(defaultValue = "") Set<String> take,
            @RequestParam MultiValueMap<String, String> form,
            Model model) {
        Course here = course(launch);
        Map<String, String> chosen = new HashMap<>();
        Map<String, String> faults = new HashMap<>();
        int taken = 0;
        for (Copies.Proposal proposal : proposals(here, from)) {
            String row = Takeovers.key(proposal);
            String activity = Optional.ofNullable(form.getFirst("to-" + row))
                    .map(String::strip)
                    .orElse("");
            chosen.put(row, activity);
            if (take.contains(row)) {
                Optional<String> fault = bind(launch, here, proposal, activity, locale);
                fault.ifPresent(said -> faults.put(row, said));
                taken += fault.isEmpty() ? 1 : 0;
            }
        }
        if (!faults.isEmpty()) {
            model.addAttribute("taken", taken);
            return show(launch, here, locale, new Takeovers.Answers(chosen, take, faults), model);
        }
        if (proposals(here, from).isEmpty()) {
            copies.decide(here.id(), new CourseId(launch.institution(), from), launch.learner());
        }
        return "redirect:" + PATH + "?taken=" + taken;
    }

    @PostMapping(PATH + "/dismiss")
    String dismiss(Launch launch, @RequestParam UUID from) {
        Course here = course(launch);
        copies.decide(here.id(), new CourseId(launch.institution(), from), launch.learner());
        return "redirect:" + (copies.isWaiting(here.id()) ? PATH : "/instructor");
    }

    private Optional<String> bind(
            Launch launch, Course here, Copies.Proposal proposal, String activity, Locale locale) {
        if (activity.isEmpty()) {
            return Optional.of(takeovers.say(locale, "copy.fault.none"));
        }
        if (!ACTIVITY.matcher(activity).matches()) {
            throw Problem.badRequest();
        }
        Binding binding = proposal.as(here, activity);
        try {
            pathways.bind(launch.institution(), binding);
            return Optional.empty();
        } catch (Pathways.InvalidBadge | Pathways.UnknownBadge refused) {
            return Optional.of(takeovers.say(locale, refused.why()));
        }
    }

    /** What came from that course and waits here; nothing where it was decided, or comes from elsewhere. */
    private List<Copies.Proposal> proposals(Course here, UUID from) {
        return copies.waiting(here.id()).stream()
                .filter(copy -> copy.from().id().value().equals(from))
                .flatMap(copy -> copy.proposals().stream())
                .toList();
    }

    private String show(Launch launch, Course here, Locale locale, Takeovers.Answers answers, Model model) {
        model.addAttribute("nav", Nav.of(launch, PATH));
        model.addAttribute("reviews", takeovers.of(here, copies.waiting(here.id()), answers, locale));
        return "instructor/copy";
    }

    private Course course(Launch launch) {
        return courses.find(Access.teaching(launch)).orElseThrow(Problem::notFound);
    }
}
