package org.cairn.ingest.meaning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Stored;
import org.springframework.stereotype.Component;

/** Reads messages, each by the translator of its format. */
@Component
public class Meanings {

    private final Map<FeedKind, Translator> translators;
    private final Origins origins;
    private final Mending mending;

    Meanings(List<Translator> translators, Origins origins, Mending mending) {
        this.translators = translators.stream().collect(Collectors.toMap(Translator::kind, one -> one));
        this.origins = origins;
        this.mending = mending;
    }

    /** What the message means, by the rules that it is to be read by. */
    public Translation of(Stored message) {
        return verbatim(message, mending.mended(message));
    }

    /** What the message means with this text, by the rules that stand now. */
    public Translation of(Stored message, String body) {
        return verbatim(message, mending.mended(message.platform().institution(), message.feed(), body));
    }

    /** What the message means with this very text. */
    public Translation verbatim(Stored message, String body) {
        Translator translator = translators.get(message.kind());
        Optional<Origin> origin = origins.of(message);
        return translator == null || origin.isEmpty()
                ? Translation.Unusable.of("message.no-reader")
                : translator.translate(origin.get(), body, message.receivedAt());
    }
}
