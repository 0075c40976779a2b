package org.cairn.web.instructor;

import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Switches on and off that progress toward a badge is written to the platform's gradebook. */
@Controller
class GradebookSwitch {

    private final Gradebook gradebook;
    private final Pathways pathways;

    GradebookSwitch(Gradebook gradebook, Pathways pathways) {
        this.gradebook = gradebook;
        this.pathways = pathways;
    }

    @PostMapping("/instructor/embed/{key}/gradebook")
    String change(Launch launch, @PathVariable String key, @RequestParam("do") String what) {
        CourseId course = Access.teaching(launch);
        Badge badge = pathways.catalogue(launch.institution()).badge(key).orElseThrow(Problem::notFound);
        switch (what) {
            case "keep" -> gradebook.keep(course, badge.key(), badge.title());
            case "stop" -> gradebook.stop(course, badge.key());
            case "retry" -> gradebook.retry(course, badge.key());
            default -> throw Problem.badRequest();
        }
        return "redirect:/instructor/embed/" + badge.key();
    }
}
