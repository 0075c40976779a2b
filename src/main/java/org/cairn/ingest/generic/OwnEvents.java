package org.cairn.ingest.generic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.evidence.Observation;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Origin;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.inbox.Translation.Observed;
import org.cairn.ingest.inbox.Translation.Unusable;
import org.cairn.ingest.inbox.Translator;
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
            return new Unusable("What was stored cannot be read.");
        }
    }

    /** Says what an event means; {@code receivedAt} is when it came. */
    public static Translation translate(Origin origin, JsonNode event, Instant receivedAt) {
        if (!event.isObject()) {
            return new Unusable("An event is a JSON object.");
        }
        Optional<Instant> said = Fields.time(event);
        if (said.isEmpty() && Fields.saysTime(event)) {
            return new Unusable("'time' cannot be read: write it like 2026-03-02T10:20:00Z, with a zone.");
        }
        if (said.isEmpty() && Fields.text(event, "id").isEmpty()) {
            return new Unusable("Give the event an 'id' or a 'time': without both a repeat looks like news.");
        }
        Instant at = said.map(time -> isToday(event, time, receivedAt) ? receivedAt : time)
                .orElse(receivedAt);
        if (at.isAfter(receivedAt.plus(AHEAD))) {
            return new Unusable("The event lies in the future: the sender's clock is wrong.");
        }
        if (Times.tooEarly(at)) {
            return new Unusable("The event lies before 2008: its time is wrong.");
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
            case "" -> new Unusable("The event has no 'type'.");
            default ->
                new Unusable("'type' is none of: completed, uncompleted, scored, score-withdrawn, excused, attested,"
                        + " attestation-withdrawn, waived, waiver-withdrawn, person, enrolled, unenrolled, activity.");
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
        return new Unusable(
                whom.email() == null
                        ? "The event names no person: give 'person' an identifier, such as sis, sub or username."
                        : "The event names the person by an e-mail address only, which this feed does not believe.");
    }
}
