package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.cairn.complaint.Objection;
import org.cairn.database.Text;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.lti.Launch;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.vault.Ids;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a feed brought and could not be used: looked at, mended by hand or by rule, tried again or put aside. */
@Controller
class MendingPage {

    private static final int MOST = 50;
    private static final int LONGEST_WHY = 300;
    private static final int LONGEST_NAME = 200;
    private static final List<String> SAID =
            List.of("replayed", "dismissed", "mended", "unmended", "ruled", "unruled", "again", "linked", "unlinked");

    private final Quarantine quarantine;
    private final Ingestion ingestion;
    private final FeedBook book;
    private final Learners learners;
    private final Ways ways;
    private final Wording wording;

    MendingPage(
            Quarantine quarantine, Ingestion ingestion, FeedBook book, Learners learners, Ways ways, Wording wording) {
        this.quarantine = quarantine;
        this.ingestion = ingestion;
        this.book = book;
        this.learners = learners;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/feeds/{feed}/quarantine")
    String quarantine(
            Launch launch,
            Locale locale,
            @PathVariable String feed,
            @RequestParam(defaultValue = "") String said,
            @RequestParam(defaultValue = "0") long count,
            Model model) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        Words words = wording.in(locale);
        MendingViews views = new MendingViews(words, ways.now());
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("handle", own.handle());
        model.addAttribute(
                "feed", words.say("feeds.of", words.say("feed." + own.kind().code()), book.platform(own)));
        model.addAttribute("said", SAID.contains(said) ? words.say("mending.said." + said, count) : null);
        model.addAttribute(
                "groups", quarantine.groups(own).stream().map(views::group).toList());
        model.addAttribute(
                "messages",
                quarantine.of(own, null, MOST).stream().map(views::message).toList());
        model.addAttribute(
                "rules", quarantine.rules(own).stream().map(views::rule).toList());
        model.addAttribute(
                "parked",
                quarantine.parked(own, MOST).stream().map(views::unknown).toList());
        return "admin/mending";
    }

    @PostMapping("/admin/feeds/{feed}/quarantine")
    String deal(
            Launch launch,
            @PathVariable String feed,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(name = "do", defaultValue = "") String deed,
            @RequestParam(defaultValue = "") String why) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        // its parts stand apart by tabs
        if (!Text.isPlain(reason.replace('\t', ' '))) {
            throw Problem.badRequest();
        }
        return switch (deed) {
            case "replay" -> back(own, "replayed", quarantine.replay(own, reason));
            case "dismiss" -> back(own, "dismissed", quarantine.dismiss(own, reason, cut(why), who(launch)));
            case "again" -> back(own, "again", quarantine.replayAll(own));
            default -> throw Problem.badRequest();
        };
    }

    @GetMapping("/admin/feeds/{feed}/messages/{key}")
    String message(Launch launch, Locale locale, @PathVariable String feed, @PathVariable String key, Model model) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        Ingestion.Message message = find(own, key);
        return show(launch, locale, own, message, message.body(), null, model);
    }

    private String show(
            Launch launch,
            Locale locale,
            Feed own,
            Ingestion.Message message,
            String text,
            @org.jspecify.annotations.Nullable String fault,
            Model model) {
        MendingViews views = new MendingViews(wording.in(locale), ways.now());
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("handle", own.handle());
        model.addAttribute("message", views.message(message));
        model.addAttribute("pretty", MendingViews.pretty(text));
        model.addAttribute("fault", fault);
        model.addAttribute("reading", views.said(quarantine.tryOut(own, message, text)));
        model.addAttribute(
                "history",
                quarantine.history(own, message.key()).stream()
                        .map(views::before)
                        .toList());
        model.addAttribute(
                "otherwise",
                ingestion
                        .conflict(own, message.key())
                        .map(one -> views.otherwise(one, quarantine.tryOut(own, message, one.lastBody())))
                        .orElse(null));
        model.addAttribute("open", message.state() == Ingestion.State.QUARANTINED);
        return "admin/message";
    }

    @PostMapping("/admin/feeds/{feed}/messages/{key}")
    String mend(
            Launch launch,
            Locale locale,
            @PathVariable String feed,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String body,
            @RequestParam(name = "do", defaultValue = "") String deed,
            @RequestParam(defaultValue = "") String why,
            Model model) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        Ingestion.Message message = find(own, key);
        return switch (deed) {
            case "try" -> show(launch, locale, own, message, body, null, model);
            case "mend" -> mend(launch, locale, own, message, body, model);
            case "replay" -> back(own, "replayed", quarantine.replay(own, List.of(key)));
            case "dismiss" -> back(own, "dismissed", quarantine.dismiss(own, List.of(key), cut(why), who(launch)));
            default -> throw Problem.badRequest();
        };
    }

    private String mend(Launch launch, Locale locale, Feed own, Ingestion.Message message, String body, Model model) {
        try {
            boolean mended = quarantine.mend(own, message.key(), body, who(launch));
            return back(own, mended ? "mended" : "unmended", 1);
        } catch (Objection e) {
            Words words = wording.in(locale);
            String fault = words.say("mending.fault.body", words.complaint(e.why()));
            return show(launch, locale, own, message, body, fault, model);
        }
    }

    @GetMapping("/admin/feeds/{feed}/rules")
    String rule(Launch launch, Locale locale, @PathVariable String feed, RuleForm form, Model model) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        Words words = wording.in(locale);
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("handle", own.handle());
        model.addAttribute("form", form);
        model.addAttribute("tests", MendingRule.Test.values());
        if (form.isFilled()) {
            MendingRule rule = form.rule(own, who(launch), ways.now());
            String fault = rule.fault().orElse(null);
            model.addAttribute("fault", fault == null ? null : words.say("mending.fault." + fault));
            model.addAttribute(
                    "preview",
                    fault == null ? new MendingViews(words, ways.now()).preview(quarantine.preview(own, rule)) : null);
        }
        return "admin/rule";
    }

    @PostMapping("/admin/feeds/{feed}/rules")
    String add(Launch launch, @PathVariable String feed, RuleForm form) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        try {
            quarantine.add(own, form.rule(own, who(launch), ways.now()));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest();
        }
        return back(own, "ruled", 1);
    }

    @PostMapping("/admin/feeds/{feed}/rules/{rule}/remove")
    String remove(Launch launch, @PathVariable String feed, @PathVariable UUID rule) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        quarantine.remove(own, rule, who(launch));
        return back(own, "unruled", 1);
    }

    /** Links somebody unknown to a learner whom the platform knows by another name. */
    @PostMapping("/admin/feeds/{feed}/parked")
    String link(
            Launch launch,
            @PathVariable String feed,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String identifier,
            @RequestParam(defaultValue = "") String known) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        Identifier unknown = quarantine.parked(own, MOST).stream()
                .map(Quarantine.Unknown::identifier)
                .filter(one -> one.kind().code().equals(kind) && one.value().equals(identifier))
                .findFirst()
                .orElseThrow(Problem::notFound);
        LearnerId learner = learners.find(own.platform(), known.strip()).orElse(null);
        boolean linked = learner != null
                && unknown.kind() != IdentifierKind.EMAIL
                && unknown.kind() != IdentifierKind.EMAIL_SHA1
                && quarantine.isSame(own, unknown, learner);
        return back(own, linked ? "linked" : "unlinked", 1);
    }

    private Ingestion.Message find(Feed feed, String key) {
        return quarantine.find(feed, key).orElseThrow(Problem::notFound);
    }

    private static String back(Feed feed, String said, int count) {
        return "redirect:/admin/feeds/%s/quarantine?said=%s&count=%d".formatted(feed.handle(), said, count);
    }

    private static String cut(String why) {
        return Objects.requireNonNullElse(Text.clean(why, LONGEST_WHY), "");
    }

    /** The name for people, the id for the record. */
    private static String who(Launch launch) {
        String name = Objects.requireNonNullElse(Text.clean(launch.name(), LONGEST_NAME), "");
        return (name + " (" + launch.learner().value() + ")").strip();
    }

    /** A rule as it is typed. */
    record RuleForm(
            @org.jspecify.annotations.Nullable String test,
            @org.jspecify.annotations.Nullable String at,
            @org.jspecify.annotations.Nullable String wanted,
            @org.jspecify.annotations.Nullable String put,
            @org.jspecify.annotations.Nullable String value,
            @org.jspecify.annotations.Nullable String note) {

        boolean isFilled() {
            return value != null;
        }

        MendingRule rule(Feed feed, String by, java.time.Instant now) {
            MendingRule.Test chosen = java.util.Arrays.stream(MendingRule.Test.values())
                    .filter(one -> one.name().equalsIgnoreCase(test))
                    .findFirst()
                    .orElse(MendingRule.Test.EQUALS);
            return new MendingRule(
                    Ids.next(), feed.id(), chosen, text(at), text(wanted), text(put), text(value), text(note), by, now);
        }

        private static String text(@org.jspecify.annotations.Nullable String typed) {
            return typed == null ? "" : typed.strip();
        }
    }
}
