package org.cairn.web.admin;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.complaint.Objection;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
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

/** Lets Cairn ask a platform by its own interface: the token, whether it works, and how asking goes. */
@Controller
class PullPage {

    private static final List<Long> MINUTES = List.of(15L, 60L, 360L, 1440L);
    private static final long USUAL = 60;
    private static final String NO_TOKEN = "pull.no-token";

    private final Pulls pulls;
    private final PlatformsSection section;
    private final Courses courses;
    private final Ways ways;
    private final Wording wording;

    PullPage(Pulls pulls, PlatformsSection section, Courses courses, Ways ways, Wording wording) {
        this.pulls = pulls;
        this.section = section;
        this.courses = courses;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/platforms/{id}/pull")
    String page(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        Platform platform = platform(launch, id);
        Words words = wording.in(locale);
        model.addAttribute("said", said.equals("stopped") ? words.say("pull.said.stopped") : null);
        return show(launch, platform, words, model);
    }

    /** An empty token leaves the one there is, as long as the address stays. */
    @PostMapping("/admin/platforms/{id}/pull")
    String save(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String base,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "60") long every,
            Model model) {
        Platform platform = platform(launch, id);
        Words words = wording.in(locale);
        try {
            Duration schedule = Duration.ofMinutes(Math.clamp(every, 5, 10_000));
            URI address = URI.create(base.strip());
            Optional<Pulls.Standing> standing = standing(platform);
            boolean same = standing.filter(now -> now.base().equals(address)).isPresent();
            if (token.isBlank() && same) {
                pulls.change(standing.get().feed(), null, schedule);
            } else {
                pulls.connect(platform.id(), kind(platform), address, token, schedule);
            }
            tryOut(platform, wording.in(locale), model);
        } catch (Objection objection) {
            boolean ofToken = objection.why().code().equals(NO_TOKEN);
            fault(words.complaint(objection.why()), ofToken ? "token" : "base", base, model);
        } catch (IllegalArgumentException noAddress) {
            fault(words.say("pull.fault"), "base", base, model);
        }
        return show(launch, platform, words, model);
    }

    private static void fault(String why, String field, String typed, Model model) {
        model.addAttribute("fault", why);
        model.addAttribute("faulty", field);
        model.addAttribute("typed", typed);
    }

    @PostMapping("/admin/platforms/{id}/pull/try")
    String tryOut(Launch launch, Locale locale, @PathVariable UUID id, Model model) {
        Platform platform = platform(launch, id);
        tryOut(platform, wording.in(locale), model);
        return show(launch, platform, wording.in(locale), model);
    }

    @PostMapping("/admin/platforms/{id}/pull/stop")
    String stop(Launch launch, @PathVariable UUID id) {
        Platform platform = platform(launch, id);
        standing(platform).ifPresent(standing -> pulls.disconnect(standing.feed()));
        return "redirect:/admin/platforms/%s/pull?said=stopped".formatted(id);
    }

    private Platform platform(Launch launch, UUID id) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        if (platform.family() == Family.OTHER) {
            throw Problem.notFound();
        }
        return platform;
    }

    private static FeedKind kind(Platform platform) {
        return platform.family() == Family.MOODLE ? FeedKind.MOODLE_API : FeedKind.CANVAS_API;
    }

    private Optional<Pulls.Standing> standing(Platform platform) {
        return pulls.of(platform.id().institution()).stream()
                .filter(standing -> standing.feed().platform().equals(platform.id()))
                .findFirst();
    }

    private void tryOut(Platform platform, Words words, Model model) {
        standing(platform).ifPresent(standing -> {
            Pulls.Trial trial = pulls.tryOut(standing.feed());
            model.addAttribute("trial", trial);
            model.addAttribute("detail", trial.detail() == null ? null : words.complaint(trial.detail()));
        });
    }

    private String show(Launch launch, Platform platform, Words words, Model model) {
        Pulls.Standing standing = standing(platform).orElse(null);
        model.addAttribute("nav", Nav.of(launch, "/admin"));
        model.addAttribute("platform", platform);
        model.addAttribute("family", PlatformsSection.family(platform));
        model.addAttribute("state", standing == null ? null : view(standing, words));
        model.addAttribute("troubles", standing == null ? List.of() : troubles(standing, words));
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", standing == null ? "" : standing.base().toString());
        }
        model.addAttribute(
                "schedules",
                schedules(standing == null ? USUAL : standing.every().toMinutes(), words));
        return "admin/pull";
    }

    private static List<Schedule> schedules(long now, Words words) {
        List<Schedule> usual = MINUTES.stream()
                .map(minutes -> new Schedule(minutes, words.say("pull.every." + minutes), minutes == now))
                .toList();
        return MINUTES.contains(now)
                ? usual
                : Stream.concat(usual.stream(), Stream.of(new Schedule(now, words.say("pull.every.other", now), true)))
                        .toList();
    }

    private State view(Pulls.Standing standing, Words words) {
        return new State(
                words.count(standing.courses()),
                words.count(standing.failing()),
                standing.lastDoneAt() == null ? words.say("pull.never") : words.ago(standing.lastDoneAt(), ways.now()),
                standing.nextAt() == null ? words.say("pull.none") : words.time(standing.nextAt()),
                standing.problem() == null ? null : words.complaint(standing.problem()));
    }

    private List<TroubleView> troubles(Pulls.Standing standing, Words words) {
        return pulls.troubles(standing.feed()).stream()
                .map(one -> new TroubleView(
                        courses.find(one.course())
                                .map(course -> course.title() == null ? course.ownId() : course.title())
                                .orElse(""),
                        words.complaint(one.problem())))
                .toList();
    }

    /** A course that could not be read, or not all of it, and why. */
    record TroubleView(String course, String why) {}

    /** One choice of how often. */
    record Schedule(long minutes, String word, boolean chosen) {}

    /** How asking goes, worded. */
    record State(
            String courses,
            String failing,
            String last,
            String next,
            @Nullable String problem) {}
}
