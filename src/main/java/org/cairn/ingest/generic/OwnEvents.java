package org.cairn.ingest.generic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.evidence.Observation;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Times;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each of our own events means, as {@code schemas/events.json} describes them. */
@Component
public class OwnEvents implements Translator {

    /** How far a sender's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** How much earlier than in UTC a day begins in the farthest east. */
    private static final Duration EAST = Duration.ofHours(14);

    @Override
    public FeedKind kind() {
        return FeedKind.EVENTS;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        try {
            return translate(origin, StrictJson.read(body), receivedAt);
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
    }

    /** Says what an event means; {@code receivedAt} is when it came. */
    public static Translation translate(Origin origin, JsonNode event, Instant receivedAt) {
        if (!event.isObject()) {
            return Unusable.of("own.no-object");
        }
        Optional<Instant> said = Fields.time(event);
        if (said.isEmpty() && Fields.saysTime(event)) {
            return Unusable.of("own.no-time");
        }
        if (said.isEmpty() && Fields.text(event, "id").isEmpty()) {
            return Unusable.of("own.no-id");
        }
        Instant at = said.map(time -> isToday(event, time, receivedAt) ? receivedAt : time)
                .orElse(receivedAt);
        if (at.isAfter(receivedAt.plus(AHEAD))) {
            return Unusable.of("event.future");
        }
        if (Times.tooEarly(at)) {
            return Unusable.of("event.too-early");
        }
        if (MoodleShape.is(event)) {
            return MoodleShape.translate(origin, event, at);
        }
        return WellFormed.flaw(event)
                .<Translation>map(Unusable::new)
                .orElseGet(() -> translate(new OwnEvent(origin, event, at)));
    }

    /** A day that has begun where the sender is, though not yet in UTC. */
    private static boolean isToday(JsonNode event, Instant said, Instant receivedAt) {
        return Fields.saysDay(event) && said.isAfter(receivedAt) && !said.isAfter(receivedAt.plus(EAST));
    }

    private static Translation translate(OwnEvent event) {
        String type = Fields.text(event.body(), "type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_]+", "-");
        return switch (type) {
            case "completed", "complete", "completion" -> Results.completed(event);
            case "uncompleted", "incomplete", "completion-withdrawn" -> Results.uncompleted(event);
            case "scored", "score", "graded", "grade" -> Results.scored(event);
            case "score-withdrawn", "grade-withdrawn", "excused" -> Results.withdrawn(event);
            case "attested", "milestone", "confirmed" -> Vouched.attested(event, true);
            case "attestation-withdrawn", "milestone-withdrawn", "confirmation-withdrawn" ->
                Vouched.attested(event, false);
            case "waived", "waiver" -> Vouched.waived(event, true);
            case "waiver-withdrawn" -> Vouched.waived(event, false);
            case "person", "user" -> Named.person(event);
            case "enrolled", "enrolment", "enrollment" -> Named.enrolled(event, true);
            case "unenrolled" -> Named.enrolled(event, false);
            case "activity" -> Named.activity(event);
            case "" -> Unusable.of("own.no-type");
            default -> Unusable.of("own.other-type");
        };
    }

    /** Evidence about the event's person. */
    static Translation observed(OwnEvent event, Observation what) {
        Whom whom = Whom.of(event.origin(), event.body());
        if (whom.toFind(event.origin()).isEmpty()) {
            return nobody(whom);
        }
        return new Observed(whom.toFind(event.origin()), event.at(), List.of(what), event.named());
    }

    private static Unusable nobody(Whom whom) {
        return whom.email() == null ? Unusable.of("own.nobody") : Unusable.of("own.email-only");
    }
}
