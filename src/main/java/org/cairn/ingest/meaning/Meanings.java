package org.cairn.ingest.meaning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Begins to read the messages of one batch, in its transaction. */
    public Sitting begin() {
        return new Sitting(this, feeds);
    }

    /** What the message means with this text, by the rules that stand now and whosever it is. */
    public Translation of(Stored message, String body) {
        return verbatim(message, mending.mended(message.platform().institution(), message.feed(), body));
    }

    /** What the message means with this very text, whosever it is. */
    public Translation verbatim(Stored message, String body) {
        return translate(message, body, origin(message));
    }

    /** Where a message came from, whosever it is. */
    Optional<Origin> origin(Stored message) {
        return origins.of(message);
    }

    /** The text by the rules that the message is to be read by. */
    String mended(Stored message) {
        return mending.mended(message);
    }

    /** What the message calls the account that it comes from. */
    List<String> accounts(Stored message, String text) {
        Translator translator = translators.get(message.kind());
        return translator == null ? List.of() : translator.accounts(text);
    }

    Translation translate(Stored message, String text, Optional<Origin> origin) {
        Translator translator = translators.get(message.kind());
        return translator == null || origin.isEmpty()
                ? Translation.Unusable.of("message.no-reader")
                : translator.translate(origin.get(), text, message.receivedAt());
    }
}
