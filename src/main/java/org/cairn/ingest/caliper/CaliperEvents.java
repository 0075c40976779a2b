package org.cairn.ingest.caliper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each Caliper event or entity means: a pure function of it, of where it came from and when it came. */
@Component
class CaliperEvents implements Translator {

    /** How far a sender's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** What every event must have (Caliper 1.2, Event). */
    private static final List<String> REQUIRED = List.of("actor", "action", "object");

    @Override
    public FeedKind kind() {
        return FeedKind.CALIPER;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        try {
            JsonNode node = StrictJson.read(body);
            return origin.doubts(CanvasAccounts.of(Entity.of(node)), receivedAt)
                    .orElseGet(() -> translate(origin, node, receivedAt));
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
    }

    @Override
    public List<String> accounts(String body) {
        try {
            return CanvasAccounts.of(Entity.of(StrictJson.read(body)));
        } catch (StrictJson.Unreadable e) {
            return List.of();
        }
    }

    static Translation translate(Origin origin, JsonNode node, Instant receivedAt) {
        Entity item = Entity.of(node);
        if (item.type().isEmpty()) {
            return Unusable.of("caliper.no-type");
        }
        if (!item.type().endsWith("Event")) {
            return Described.entity(origin, item, receivedAt);
        }
        for (String field : REQUIRED) {
            if (!node.has(field)) {
                return Unusable.of("event.no-field", field);
            }
        }
        Optional<Instant> at = Times.parse(Texts.of(node, "eventTime"));
        if (at.isEmpty()) {
            return Unusable.of("event.no-time", "eventTime");
        }
        Instant latest = receivedAt.plus(AHEAD);
        if (at.get().isAfter(latest)) {
            return Unusable.of("event.future");
        }
        if (Times.tooEarly(at.get())) {
            return Unusable.of("event.too-early");
        }
        return translate(new CaliperEvent(origin, item, at.get(), latest));
    }

    private static Translation translate(CaliperEvent event) {
        return switch (event.type()) {
            case "GradeEvent", "OutcomeEvent" -> only(event, List.of("Graded"), Grades.graded(event));
            case "AssessmentEvent" ->
                only(event, assessmentActions(event), Work.done(event, List.of("Submitted", "Completed")));
            case "AssignableEvent" ->
                only(
                        event,
                        List.of("Activated", "Deactivated", "Started", "Completed", "Submitted", "Reviewed"),
                        Work.done(event, List.of("Submitted", "Completed")));
            case "ToolUseEvent" -> only(event, List.of("Used"), Measures.used(event));
            case "ViewEvent" -> only(event, List.of("Viewed"), Grades.viewed(event));
            case "CalculatedGradeSnapshotEvent" -> Blackboard.calculated(event);
            case "Event", "ResourceManagementEvent" -> Described.event(event);
            default -> Ignored.of("event.not-counted");
        };
    }

    /** Blackboard says Completed where the specification has it Submitted. */
    private static List<String> assessmentActions(CaliperEvent event) {
        List<String> specified = List.of("Started", "Paused", "Resumed", "Restarted", "Reset", "Submitted");
        return event.origin().feed().reading().strict()
                ? specified
                : Stream.concat(specified.stream(), Stream.of("Completed")).toList();
    }

    /** An event whose type and action do not belong together may mean anything. */
    private static Translation only(CaliperEvent event, List<String> actions, Translation meaning) {
        return actions.contains(event.action())
                ? meaning
                : Unusable.of("caliper.other-action", event.type(), event.action());
    }
}
