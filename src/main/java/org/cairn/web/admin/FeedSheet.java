package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Launch;
import org.cairn.net.PublicUrl;
import org.cairn.web.Nav;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page of one feed. */
@Component
class FeedSheet {

    private static final int MOST_CONFLICTS = 50;
    private static final List<String> SAID = List.of("made", "changed", "paused", "resumed", "believed");

    private final Feeds feeds;
    private final FeedAccounts accounts;
    private final FeedBook book;
    private final Ingestion ingestion;
    private final PublicUrl publicUrl;
    private final Wording wording;

    FeedSheet(
            Feeds feeds,
            FeedAccounts accounts,
            FeedBook book,
            Ingestion ingestion,
            PublicUrl publicUrl,
            Wording wording) {
        this.feeds = feeds;
        this.accounts = accounts;
        this.book = book;
        this.ingestion = ingestion;
        this.publicUrl = publicUrl;
        this.wording = wording;
    }

    String show(Launch launch, Locale locale, Feed feed, String said, Model model) {
        Words words = wording.in(locale);
        boolean sent = book.isSentTo(feed);
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("said", SAID.contains(said) ? words.say("feeds.said." + said) : null);
        model.addAttribute("fresh", said.equals("made"));
        model.addAttribute("feed", book.one(feed, words));
        model.addAttribute("chart", book.chart(feed, words));
        model.addAttribute("conflicts", conflicts(feed, words));
        model.addAttribute("asked", feed.kind().isAsked());
        model.addAttribute("sent", sent);
        model.addAttribute("url", sent ? publicUrl.of(feed.path()) : null);
        model.addAttribute("steps", sent ? steps(feed, words) : List.of());
        model.addAttribute("platform", feed.platform().value());
        model.addAttribute("guarded", feed.jwksUrl() == null && !feed.allowUnsigned());
        model.addAttribute("unsigned", feed.allowUnsigned());
        model.addAttribute("paused", feeds.state(feed) == Feeds.State.PAUSED);
        model.addAttribute("reading", feed.reading());
        model.addAttribute("xapi", feed.kind() == FeedKind.XAPI);
        accounts.of(feed).ifPresent(whose -> model.addAttribute("accounts", FeedAccountsView.of(whose, words)));
        return "admin/feed";
    }

    /** With a secret, which is shown this once. */
    String fresh(Launch launch, Locale locale, Feed feed, String secret, String said, Model model) {
        String page = show(launch, locale, feed, said, model);
        model.addAttribute("secret", secret);
        model.addAttribute("fresh", true);
        return page;
    }

    /** How the platform is told where to post, a step each. */
    private List<String> steps(Feed feed, Words words) {
        String steps = "feeds.steps." + feed.kind().code() + (feed.jwksUrl() == null ? ".secret" : ".signed");
        return words.sayOr(steps + "." + book.family(feed), words.say(steps))
                .lines()
                .toList();
    }

    private List<ConflictView> conflicts(Feed feed, Words words) {
        return ingestion.conflicts(feed, MOST_CONFLICTS).stream()
                .map(one -> conflict(one, words))
                .toList();
    }

    private static ConflictView conflict(Conflict conflict, Words words) {
        String type = conflict.message().type();
        return new ConflictView(
                conflict.message().key(),
                conflict.id() == null ? type : words.say("feeds.conflict.id", type, conflict.id()),
                words.say("feeds.conflict.when", conflict.times(), words.time(conflict.lastAt())));
    }

    record ConflictView(String key, String what, String when) {}
}
