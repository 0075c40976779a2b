package org.cairn.web.student;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.web.BadgeViews;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Progress that keeps itself up to date while the page is open. */
@Component
class Live {

    private final Ways ways;
    private final Ingestion ingestion;
    private final Wording wording;

    Live(Ways ways, Ingestion ingestion, Wording wording) {
        this.ways = ways;
        this.ingestion = ingestion;
        this.wording = wording;
    }

    /** Puts the progress toward these badges on the page; nothing of anybody's is known as {@code waiting}. */
    void show(Launch launch, Way way, List<Badge> badges, Locale locale, Model model) {
        Words words = wording.in(locale);
        model.addAttribute("progress", progress(way, badges, words));
        model.addAttribute("empty", badges.isEmpty());
        model.addAttribute("waiting", badges.isEmpty() || !way.evidence().isEmpty() ? null : lastHeard(launch, words));
    }

    /** Answers what an open page asks every few seconds: content only when there is other than what it has seen. */
    @Nullable
    String news(Way way, List<Badge> badges, String seen, Locale locale, Model model, HttpServletResponse response) {
        Progress progress = progress(way, badges, wording.in(locale));
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

    private String lastHeard(Launch launch, Words words) {
        return ingestion
                .lastReceivedAt(launch.institution())
                .map(last -> words.say("student.waiting.heard", words.ago(last, ways.now())))
                .orElseGet(() -> words.say("student.waiting"));
    }
}
