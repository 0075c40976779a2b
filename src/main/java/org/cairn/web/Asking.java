package org.cairn.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Launch;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Something missing? Says when the course was last asked about, and asks now for whoever wants to know. */
@Controller
@ControllerAdvice(basePackages = {"org.cairn.web.student", "org.cairn.web.instructor"})
class Asking {

    private static final Pattern PAGE = Pattern.compile("/(student|instructor)(?:/badge/([a-z0-9][a-z0-9-]{0,62}))?");

    private static final Duration JUST = Duration.ofMinutes(1);

    private final Pulls pulls;
    private final Wording wording;
    private final Clock clock;

    Asking(Pulls pulls, Wording wording, Clock clock) {
        this.pulls = pulls;
        this.wording = wording;
        this.clock = clock;
    }

    /** Only for whole pages on which results stand. */
    @ModelAttribute("asking")
    @Nullable
    AskingView asking(@Nullable Launch launch, Locale locale, HttpServletRequest request) {
        Matcher page = PAGE.matcher(request.getRequestURI());
        boolean whole =
                request.getHeader("HX-Request") == null && request.getMethod().equals("GET");
        return launch != null && whole && page.matches()
                ? view(launch, page.group(), locale).orElse(null)
                : null;
    }

    private Optional<AskingView> view(Launch launch, String page, Locale locale) {
        return view(launch, page, locale, false);
    }

    private Optional<AskingView> view(Launch launch, String page, Locale locale, boolean tooSoon) {
        Words words = wording.in(locale);
        return launch.inCourse()
                .flatMap(pulls::asked)
                .map(asked -> new AskingView(
                        tooSoon && wasJustRead(asked) ? words.say("asking.too-soon") : sentence(asked, words),
                        asked.running(),
                        page,
                        page.startsWith("/instructor") ? "/instructor/check" : "/student/check"));
    }

    /** Whoever asks again too soon may also have asked for a course that could not be read, or was not yet. */
    private boolean wasJustRead(Pulls.Asked asked) {
        return !asked.running()
                && (asked.problem() == null || asked.partly())
                && asked.doneAt() != null
                && asked.doneAt().plus(JUST).isAfter(clock.instant());
    }

    private String sentence(Pulls.Asked asked, Words words) {
        if (asked.running()) {
            return words.say("asking.running");
        }
        String last = asked.doneAt() == null
                ? words.say("asking.never")
                : words.say("asking.last", words.ago(asked.doneAt(), clock.instant()));
        return asked.problem() == null
                ? last
                : last + " " + words.say(asked.partly() ? "asking.partly" : "asking.problem");
    }

    @PostMapping("/student/check")
    String wantedByStudent(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String back,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        return wanted(launch, locale, page(back, "/student"), fragment != null, model);
    }

    @PostMapping("/instructor/check")
    String wantedByInstructor(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String back,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        Access.teaching(launch);
        return wanted(launch, locale, page(back, "/instructor"), fragment != null, model);
    }

    private String wanted(Launch launch, Locale locale, String page, boolean fragment, Model model) {
        boolean tooSoon = !launch.inCourse().filter(pulls::wanted).isPresent();
        if (!fragment) {
            return "redirect:" + page;
        }
        model.addAttribute("asking", view(launch, page, locale, tooSoon).orElse(null));
        return "asking-news";
    }

    /** What the open page asks while the course is being read; a class, which is not live otherwise, is shown anew then. */
    @GetMapping("/student/check")
    String howItGoes(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String back,
            HttpServletResponse response,
            Model model) {
        boolean ofClass = back.startsWith("/instructor");
        if (ofClass
                && launch.inCourse()
                        .flatMap(pulls::asked)
                        .filter(Pulls.Asked::running)
                        .isEmpty()) {
            response.setHeader("HX-Refresh", "true");
        }
        return shown(launch, locale, page(back, ofClass ? "/instructor" : "/student"), model);
    }

    private String shown(Launch launch, Locale locale, String page, Model model) {
        model.addAttribute("asking", view(launch, page, locale).orElse(null));
        return "asking-news";
    }

    /** Leads to pages of ours only. */
    private static String page(String back, String room) {
        Matcher page = PAGE.matcher(back);
        return page.matches() && back.startsWith(room) ? page.group() : room;
    }

    /**
     * What the page says.
     *
     * @param back the page to come back to
     */
    record AskingView(String sentence, boolean running, String back, String action) {}
}
