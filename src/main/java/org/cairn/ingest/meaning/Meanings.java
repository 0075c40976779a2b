package org.cairn.ingest.meaning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.inbox.Stored;
import org.springframework.stereotype.Component;

/** Reads messages, each by the translator of its format. */
@Component
public class Meanings {

    private final Map<FeedKind, Translator> translators;
    private final Origins origins;
    private final Mending mending;
    private final Feeds feeds;

    Meanings(List<Translator> translators, Origins origins, Mending mending, Feeds feeds) {
        this.translators = translators.stream().collect(Collectors.toMap(Translator::kind, one -> one));
        this.origins = origins;
        this.mending = mending;
        this.feeds = feeds;
    }

    /** What the message means, by the rules that it is to be read by. */
    public Translation of(Stored message) {
        String text = mending.mended(message);
        learnAccount(message, text);
        return believed(message, text);
    }

    /** Whoever is the first to tell whose messages a feed brings is believed from then on. */
    private void learnAccount(Stored message, String text) {
        Origin origin = origins.of(message).filter(Origin::awaitsAccount).orElse(null);
        Translator translator = translators.get(message.kind());
        List<String> accounts = origin == null || translator == null ? List.of() : translator.accounts(text);
        if (origin != null && !accounts.isEmpty()) {
            feeds.learn(origin.feed(), accounts, message.receivedAt());
            origins.forget(message.feed());
        }
    }

    /** What the message means with this text, by the rules that stand now and whosever it is. */
    public Translation of(Stored message, String body) {
        return verbatim(message, mending.mended(message.platform().institution(), message.feed(), body));
    }

    /** What the message means with this very text, if it is one that the feed believes. */
    public Translation believed(Stored message, String body) {
        return translate(message, body, UnaryOperator.identity());
    }

    /** What the message means with this very text, whosever it is. */
    public Translation verbatim(Stored message, String body) {
        return translate(message, body, Origin::trusting);
    }

    private Translation translate(Stored message, String body, UnaryOperator<Origin> seen) {
        Translator translator = translators.get(message.kind());
        Optional<Origin> origin = origins.of(message);
        return translator == null || origin.isEmpty()
                ? Translation.Unusable.of("message.no-reader")
                : translator.translate(seen.apply(origin.get()), body, message.receivedAt());
    }
}
