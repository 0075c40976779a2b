package org.cairn.ingest.caliper;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.canvas.CanvasId;
import org.cairn.ingest.canvas.EnrolmentStates;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What senders tell of people, courses and activities themselves. */
final class Described {

    private static final Set<String> ACTIVITIES =
            Set.of("Assessment", "AssignableDigitalResource", "DigitalResource", "Questionnaire");
    private static final Set<String> COURSES = Set.of("CourseOffering", "CourseSection", "Membership");
    private static final int LONGEST_NAME = 255;

    private Described() {}

    /** An entity that stands by itself in an envelope. */
    static Translation entity(Origin origin, Entity entity, Instant receivedAt) {
        if (entity.is("Person")) {
            return person(origin, entity, receivedAt);
        }
        return activity(origin, entity, entity)
                .or(() -> course(origin, entity))
                .orElseGet(() -> Ignored.of("entity.not-needed"));
    }

    /** A course has a name, and perhaps another one than it had. */
    private static Optional<Translation> course(Origin origin, Entity entity) {
        String name = Texts.clean(Texts.of(entity.node(), "name"), Places.LONGEST_TITLE);
        return name == null || !entity.is("CourseOffering")
                ? Optional.empty()
                : Places.courseNamed(origin, entity).map(course -> new Translation.CourseNamed(course, name));
    }

    private static Optional<Translation> activity(Origin origin, Entity event, Entity entity) {
        return ACTIVITIES.contains(entity.type())
                ? Places.activity(origin, event, entity)
                        .flatMap(activity -> Places.known(activity, entity, event.isOld()))
                        .map(ActivityKnown::new)
                : Optional.empty();
    }

    /** Somebody with a name of ours besides the sender's own: now both lead to the same person. */
    private static Translation person(Origin origin, Entity person, Instant receivedAt) {
        Set<Identifier> identifiers = new LinkedHashSet<>(Learners.identifiers(origin, person, person));
        boolean known = identifiers.stream().anyMatch(identifier -> switch (identifier.kind()) {
            case SUB, SIS, CANVAS_GLOBAL -> true;
            case LTI11, CANVAS_LOCAL, CANVAS_UUID, USERNAME, XAPI_ACCOUNT, IRI, EMAIL, EMAIL_SHA1 -> false;
        });
        if (!known || person.isAnonymous()) {
            return Ignored.of("entity.nobody");
        }
        Instant at = Times.parse(Texts.of(person.node(), "dateModified"))
                .filter(time -> Times.plausible(time, receivedAt))
                .orElse(receivedAt);
        String email = identifiers.stream()
                .filter(identifier -> identifier.kind() == IdentifierKind.EMAIL)
                .map(Identifier::value)
                .findFirst()
                .orElse(null);
        // an address is not what makes somebody known: it is told of them
        identifiers.removeIf(identifier -> identifier.kind() == IdentifierKind.EMAIL);
        return new PersonKnown(
                new Person(identifiers, Texts.clean(Texts.of(person.node(), "name"), LONGEST_NAME), email), at, null);
    }

    /** Something was created or changed; of Canvas also enrolments. */
    static Translation event(CaliperEvent event) {
        JsonNode canvas = event.object().extensions("com.instructure.canvas");
        if (canvas.has("user_id") && canvas.has("course_id")) {
            return enrolment(event, canvas);
        }
        if (event.action().equals("Completed")
                && COURSES.contains(event.object().type())) {
            return Work.courseDone(event);
        }
        boolean deleted = event.action().equals("Deleted")
                || Entity.text(canvas, "workflow_state").orElse("").equals("deleted");
        if (deleted) {
            return Ignored.of("activity.deleted");
        }
        return activity(event.origin(), event.event(), event.object())
                .or(() -> course(event.origin(), event.object()))
                .orElseGet(() -> Ignored.of("event.no-activity"));
    }

    private static Translation enrolment(CaliperEvent event, JsonNode canvas) {
        if (!Entity.text(canvas, "type").orElse("").equals("StudentEnrollment")) {
            return Ignored.of("enrolment.not-student");
        }
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        Entity.text(canvas, "user_id").ifPresent(id -> user.put("id", id));
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), Entity.of(user));
        String course = course(event, canvas);
        boolean isCanvas = who.stream()
                .anyMatch(
                        one -> one.kind() == IdentifierKind.CANVAS_LOCAL || one.kind() == IdentifierKind.CANVAS_GLOBAL);
        if (!isCanvas || course == null) {
            return Unusable.of("enrolment.no-names");
        }
        String id = CanvasId.of(Entity.text(canvas, "entity_id").orElse(""))
                .map(CanvasId::localText)
                .orElse("%s in %s".formatted(who.getFirst().value(), course));
        Enrolment enrolment = EnrolmentStates.isIn(
                        Entity.text(canvas, "workflow_state").orElse(""))
                .map(in -> new Enrolment(id, course, in))
                .orElse(null);
        return new PersonKnown(
                new Person(new LinkedHashSet<>(who), Texts.clean(Texts.of(canvas, "user_name"), LONGEST_NAME), null),
                event.at(),
                enrolment);
    }

    private static @Nullable String course(CaliperEvent event, JsonNode canvas) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        Entity.text(canvas, "course_id").ifPresent(id -> context.put("group", id));
        return Places.course(event.origin(), Entity.of(context));
    }
}
