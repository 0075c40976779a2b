package org.cairn.web;

import jakarta.servlet.http.HttpServletResponse;
import org.cairn.lti.Launch;
import org.springframework.ui.Model;

/** The page for a link whose badge is not there: withdrawn, not published yet, or of another institution. */
public final class Gone {

    private Gone() {}

    /** Prepares the page and names its template; nobody can tell which of the reasons it was. */
    public static String show(Launch launch, Model model, HttpServletResponse response) {
        boolean inCourse = launch.course() != null;
        boolean staff = launch.mayTeach() && inCourse;
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        model.addAttribute("nav", Nav.of(launch, "/gone"));
        model.addAttribute("staff", launch.mayTeach());
        model.addAttribute("back", staff ? "/instructor" : inCourse ? "/student" : "/student/badges");
        model.addAttribute("backLabel", staff ? "nav.class" : inCourse ? "nav.course" : "nav.badges");
        return "gone";
    }
}
