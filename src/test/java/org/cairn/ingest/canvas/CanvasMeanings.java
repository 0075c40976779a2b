package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.TIME;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;
import static org.cairn.ingest.canvas.CanvasSamples.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import tools.jackson.databind.node.ObjectNode;

/** Canvas events and what the translator makes of them. */
abstract class CanvasMeanings {

    static final PlatformId PLATFORM = new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID());
    static final Instant RECEIVED = Instant.parse("2026-03-02T10:16:00Z");
    static final Instant AT = Instant.parse(TIME);
    static final Activity ASSIGNMENT = new Activity(PLATFORM, "565", "assignment:355");
    static final List<Identifier> STUDENT_48 =
            List.of(id(IdentifierKind.CANVAS_GLOBAL, global(48)), id(IdentifierKind.CANVAS_LOCAL, "48"));

    static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    static Translation translate(ObjectNode event) {
        return CanvasEvents.translate(PLATFORM, event, RECEIVED);
    }

    /** As it really goes: what is kept of the event is translated, not the event itself. */
    static Translation translateKept(ObjectNode event) {
        String kept = Kept.of(Envelopes.metadata(event), event.get("body"));
        try {
            return CanvasEvents.translate(PLATFORM, StrictJson.read(kept), RECEIVED);
        } catch (StrictJson.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    static List<Observation> seen(ObjectNode event) {
        assertThat(translateKept(event)).isEqualTo(translate(event));
        Translation said = translate(event) instanceof Translation.Asking asking ? asking.what() : translate(event);
        return assertThat(said)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Observed.class))
                .actual()
                .what();
    }

    static ObjectNode grade(String changes) {
        ObjectNode event = event("grade_change", """
                {'assignment_id':'%s','user_id':'%s','student_id':'%s','score':85,'points_possible':100,'grade':'85',
                 'grading_complete':true,'muted':false}""".formatted(global(355), global(48), global(48)));
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    static ObjectNode submission(String name, String changes) {
        ObjectNode event = event(name, """
                {'assignment_id':'%s','user_id':'%s','lti_user_id':'legacy-48','submitted_at':'2026-03-02T09:00:00Z',
                 'workflow_state':'submitted','score':99.5,'body':'my essay','url':'https://x.example'}""".formatted(global(355), global(48)));
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    static ObjectNode outcome(String changes) {
        ObjectNode event = event("learning_outcome_result_created", """
                {'learning_outcome_id':'77','user_uuid':'uuid-of-48','mastery':true,'score':4,'possible':5,'percent':0.8,
                 'assessed_at':'2026-02-28T12:00:00Z'}""");
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }
}
