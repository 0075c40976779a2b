package org.cairn.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Launch;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What arrived and could not be used, each with its reason. */
@Controller
class QuarantinePage {

    private static final int MOST = 100;

    private final Platforms platforms;
    private final Ingestion ingestion;
    private final Feeds feeds;
    private final FeedBook book;
    private final Wording wording;

    QuarantinePage(Platforms platforms, Ingestion ingestion, Feeds feeds, FeedBook book, Wording wording) {
        this.platforms = platforms;
        this.ingestion = ingestion;
        this.feeds = feeds;
        this.book = book;
        this.wording = wording;
    }

    @GetMapping("/admin/quarantine")
    String quarantine(Launch launch, Locale locale, Model model) {
        Access.administering(launch);
        model.addAttribute("nav", Nav.of(launch, "/admin/quarantine"));
        Words words = wording.in(locale);
        Map<PlatformId, String> names = PlatformsSection.names(platforms.of(launch.institution()));
        Map<String, String> handles = feeds.of(launch.institution()).stream()
                .filter(feed -> names.containsKey(feed.platform()))
                .collect(Collectors.toMap(Feed::id, Feed::handle));
        List<Ingestion.Message> messages = ingestion.quarantined(launch.institution(), MOST);
        model.addAttribute("messages", Messages.of(messages, names, handles, words));
        model.addAttribute("more", messages.size() == MOST);
        model.addAttribute(
                "feeds",
                book.all(launch.institution(), words).stream()
                        .filter(feed -> feed.quarantined() > 0 || feed.parked() > 0)
                        .toList());
        return "admin/quarantine";
    }
}
