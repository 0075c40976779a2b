package org.cairn.web.instructor;

import java.util.Locale;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** My class: who is how far, who is one step away, and who waits for me. */
@Controller
class ClassPage {

    private final Pathways pathways;
    private final ClassTable table;

    ClassPage(Pathways pathways, ClassTable table) {
        this.pathways = pathways;
        this.table = table;
    }

    @GetMapping("/instructor")
    String grid(Launch launch, Locale locale, ClassTable.Wish wish, Model model) {
        CourseId course = Access.teaching(launch);
        model.addAttribute("nav", Nav.of(launch, "/instructor"));
        model.addAttribute("course", launch.courseTitle());
        model.addAttribute("base", "/instructor");
        table.show(course, pathways.badgesIn(course), wish, locale, model);
        return "instructor/class";
    }
}
