package org.cairn.ingest.xapi;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translation.Withdrawn;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.cairn.ingest.xapi.check.Forms;
import org.cairn.ingest.xapi.check.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each statement means: a pure function of the statement, its feed, and when it came. */
@Component
class XapiStatements implements Translator {

    /** How far a sender's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    @Override
    public FeedKind kind() {
        return FeedKind.XAPI;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        try {
            return translate(origin, StrictJson.read(body), receivedAt);
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
    }

    static Translation translate(Origin origin, JsonNode node, Instant receivedAt) {
        if (!node.isObject()) {
            return Unusable.of("statement.no-object");
        }
        String written = Texts.of(node, "timestamp");
        Optional<Instant> at = written == null ? Optional.of(receivedAt) : Timestamps.parse(written);
        if (at.isEmpty()) {
            return Unusable.of("statement.no-time");
        }
        Statement statement = new Statement(origin, node, at.get());
        if (statement.verb().isBlank()) {
            return Unusable.of("statement.no-verb");
        }
        if (statement.isVoiding()) {
            return voiding(statement);
        }
        Unusable clock = wrongClock(at.get(), receivedAt);
        if (clock != null) {
            return clock;
        }
        return statement.event().isEmpty() ? AnyVerb.translate(statement) : MoodleEvents.translate(statement);
    }

    private static @Nullable Unusable wrongClock(Instant at, Instant receivedAt) {
        if (at.isAfter(receivedAt.plus(AHEAD))) {
            return Unusable.of("event.future");
        }
        return Times.tooEarly(at) ? Unusable.of("event.too-early") : null;
    }

    /** Only statements of the same feed are found by the key, so nobody voids what somebody else said (Data 2.3.2). */
    private static Translation voiding(Statement statement) {
        String target = statement.object().toLowerCase(Locale.ROOT);
        if (!Forms.isUuid(target)) {
            return Unusable.of("statement.voids-nothing");
        }
        if (StatementIds.of(statement.node()).filter(target::equals).isPresent()) {
            return Ignored.of("statement.voiding-stays");
        }
        return new Withdrawn(StatementIds.key(statement.origin().feed(), target));
    }
}
