package org.cairn.web.instructor;

import java.util.Locale;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.UploadDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Results of my course from a file. */
@Controller
class ResultsPage {

    private final UploadDesk desk;

    ResultsPage(UploadDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/instructor/upload")
    String form(Launch launch, Locale locale, @RequestParam(defaultValue = "") String said, Model model) {
        return page(launch, Access.teaching(launch), locale, said, model);
    }

    @PostMapping("/instructor/upload")
    String preview(
            Launch launch, Locale locale, @RequestParam(required = false) @Nullable MultipartFile file, Model model) {
        CourseId course = Access.teaching(launch);
        desk.preview(launch, launch.platform(), course, file, locale, model);
        return page(launch, course, locale, "", model);
    }

    @PostMapping("/instructor/upload/confirm")
    String confirm(Launch launch, @RequestParam String preview) {
        CourseId course = Access.teaching(launch);
        return "redirect:/instructor/upload?said=" + (desk.confirm(launch, preview, course) ? "taken" : "over");
    }

    private String page(Launch launch, CourseId course, Locale locale, String said, Model model) {
        model.addAttribute("nav", Nav.of(launch, "/instructor/upload"));
        model.addAttribute("base", "/instructor/upload");
        model.addAttribute("course", true);
        model.addAttribute("said", said.equals("taken") || said.equals("over") ? said : null);
        desk.show(launch.institution(), course, locale, model);
        return "upload";
    }
}
