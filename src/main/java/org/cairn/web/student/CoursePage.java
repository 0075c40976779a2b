package org.cairn.web.student;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.BadgeViews;
import org.cairn.web.Nav;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: how far am I in this course, and what next? It is fetched at every launch, so it asks little. */
@Controller
class CoursePage {

    private final Pathways pathways;
    private final Ways ways;
    private final Ingestion ingestion;
    private final Wording wording;

    CoursePage(Pathways pathways, Ways ways, Ingestion ingestion, Wording wording) {
        this.pathways = pathways;
        this.ways = ways;
        this.ingestion = ingestion;
        this.wording = wording;
    }

    @GetMapping("/student")
    String course(Launch launch, Locale locale, Model model) {
        CourseId course = launch.course();
        if (course == null) {
            return "redirect:/student/badges";
        }
        Words words = wording.in(locale);
        Way way = ways.of(launch.learner());
        List<Badge> badges = pathways.badgesIn(course);
        model.addAttribute("nav", Nav.of(launch, "/student"));
        model.addAttribute("heading", heading(launch, words));
        model.addAttribute("progress", progress(way, badges, words));
        model.addAttribute("empty", badges.isEmpty());
        model.addAttribute("waiting", badges.isEmpty() || !way.evidence().isEmpty() ? null : lastHeard(launch, words));
        return "student/course";
    }

    /** What the open page asks every few seconds; only news are answered with content. */
    @GetMapping(path = "/student", headers = "HX-Request=true")
    @Nullable
    String news(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String seen,
            Model model,
            HttpServletResponse response) {
        CourseId course = launch.course();
        List<Badge> badges = course == null ? List.of() : pathways.badgesIn(course);
        Progress progress = progress(ways.of(launch.learner()), badges, wording.in(locale));
        if (badges.isEmpty() || progress.seen().equals(seen)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        model.addAttribute("progress", progress);
        return "student/news";
    }

    private Progress progress(Way way, List<Badge> badges, Words words) {
        return Progress.of(way, badges, new BadgeViews(way, words, ways.now()), words);
    }

    private static String heading(Launch launch, Words words) {
        String title = launch.courseTitle();
        return title == null || title.isBlank() ? words.say("student.heading") : words.say("student.heading.in", title);
    }

    private String lastHeard(Launch launch, Words words) {
        return ingestion
                .lastReceivedAt(launch.institution())
                .map(last -> words.say("student.waiting.heard", words.ago(last, ways.now())))
                .orElseGet(() -> words.say("student.waiting"));
    }
}
