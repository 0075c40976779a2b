package org.cairn.web.instructor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.lti.ContentItem;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The platform's picker: choose a badge or a view of the course, look at it, embed it. Nothing is stored here, so going
 * back and embedding again is harmless.
 */
@Controller
class ContentPage {

    private static final int LONGEST_SEARCH = 200;
    private static final int MOST = 30;

    private final Pathways pathways;
    private final ContentItems items;
    private final ContentPreview preview;
    private final Wording wording;

    ContentPage(Pathways pathways, ContentItems items, ContentPreview preview, Wording wording) {
        this.pathways = pathways;
        this.items = items;
        this.preview = preview;
        this.wording = wording;
    }

    @GetMapping("/instructor/content")
    String choose(Launch launch, @RequestParam(name = "q", defaultValue = "") String search, Model model) {
        ContentRequest request = request(launch);
        String wanted = search.substring(0, Math.min(search.length(), LONGEST_SEARCH));
        List<Badge> here = launch.inCourse().map(pathways::badgesIn).orElse(List.of());
        model.addAttribute("offered", request.types().contains(ContentItems.LINK));
        List<Choice> choices = Choice.among(pathways.catalogue(launch.institution()), here, wanted);
        model.addAttribute("choices", choices.subList(0, Math.min(choices.size(), MOST)));
        model.addAttribute("found", choices.size());
        model.addAttribute("inCourse", launch.inCourse().isPresent());
        model.addAttribute("search", wanted);
        return "instructor/content";
    }

    @GetMapping("/instructor/content/preview")
    String preview(
            Launch launch,
            Locale locale,
            @RequestParam String view,
            @RequestParam(required = false) @Nullable String badge,
            Model model) {
        ContentRequest request = offering(launch);
        Chosen chosen = chosen(launch, view, badge);
        model.addAttribute("view", view);
        model.addAttribute("badge", chosen.badge());
        model.addAttribute("linkTitle", chosen.title(wording, locale));
        model.addAttribute("gradable", chosen.badge() != null && request.lineItems());
        preview.show(launch, chosen, locale, model);
        return "instructor/content-preview";
    }

    @PostMapping("/instructor/content")
    String embed(
            Launch launch,
            Locale locale,
            @RequestParam String view,
            @RequestParam(required = false) @Nullable String badge,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "false") boolean graded,
            Model model) {
        offering(launch);
        Chosen chosen = chosen(launch, view, badge);
        String name = title.isBlank() ? chosen.title(wording, locale) : title;
        String text = chosen.text(wording, locale);
        ContentItem item;
        try {
            item = new ContentItem(chosen.embed(), name, text, graded);
        } catch (IllegalArgumentException nameless) {
            throw Problem.badRequest();
        }
        return answer(items.answer(launch, item, wording.in(locale).say("content.done", item.title())), model);
    }

    @PostMapping("/instructor/content/cancel")
    String cancel(Launch launch, Model model) {
        request(launch);
        return answer(items.nothing(launch), model);
    }

    private static String answer(ContentItems.Answer answer, Model model) {
        model.addAttribute("target", answer.returnUrl().toString());
        model.addAttribute("jwt", answer.jwt());
        return "instructor/content-answer";
    }

    private static ContentRequest request(Launch launch) {
        if (!launch.mayTeach()) {
            throw Problem.forbidden();
        }
        if (!(launch.purpose() instanceof Purpose.Choice choice)) {
            throw Problem.nothingToChoose();
        }
        return choice.request();
    }

    private static ContentRequest offering(Launch launch) {
        ContentRequest request = request(launch);
        if (!request.types().contains(ContentItems.LINK)) {
            throw Problem.nothingToChoose();
        }
        return request;
    }

    /** Only badges that the institution publishes can be embedded, and the course's views only from within a course. */
    private Chosen chosen(Launch launch, String view, @Nullable String key) {
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Optional<Badge> badge = Optional.ofNullable(key).flatMap(catalogue::badge);
        return switch (view) {
            case "badge" -> new Chosen(Embed.View.BADGE, badge.orElseThrow(Problem::notFound));
            case "progress" -> Chosen.ofCourse(launch, Embed.View.PROGRESS);
            case "class" -> Chosen.ofCourse(launch, Embed.View.CLASS);
            default -> throw Problem.badRequest();
        };
    }

    /** What was chosen; {@code badge} is null for the views of a whole course. */
    record Chosen(Embed.View view, @Nullable Badge badge) {

        static Chosen ofCourse(Launch launch, Embed.View view) {
            if (launch.inCourse().isEmpty()) {
                throw Problem.noCourse();
            }
            return new Chosen(view, null);
        }

        Embed embed() {
            return new Embed(view, badge == null ? null : badge.key());
        }

        String title(Wording wording, Locale locale) {
            return badge == null ? wording.in(locale).say(words()) : badge.title();
        }

        @Nullable
        String text(Wording wording, Locale locale) {
            return badge == null ? wording.in(locale).say(words() + ".what") : badge.description();
        }

        private String words() {
            return view == Embed.View.CLASS ? "content.class-progress" : "content.progress";
        }
    }
}
