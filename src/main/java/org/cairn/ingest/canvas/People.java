package org.cairn.ingest.canvas;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;

/** Who somebody is, and in which course they study. */
final class People {

    private static final int LONGEST_NAME = 255;

    private People() {}

    static Translation enrolment(CanvasEvent event) {
        String type = event.text("type").orElse("");
        if (!type.equals("StudentEnrollment")) {
            return Ignored.of("enrolment.not-student");
        }
        Set<Identifier> identifiers = identifiers(event, "user_uuid");
        Optional<CanvasId> course = event.id("course_id");
        if (identifiers.isEmpty() || course.isEmpty()) {
            return Unusable.of("enrolment.no-names");
        }
        return new PersonKnown(
                new Person(identifiers, name(event, "user_name"), null),
                event.at(),
                enrolment(event, course.get().localText()));
    }

    private static @Nullable Enrolment enrolment(CanvasEvent event, String course) {
        Optional<Boolean> in = EnrolmentStates.isIn(event.state());
        if (in.isEmpty()) {
            return null;
        }
        String id = event.id("enrollment_id")
                .map(CanvasId::localText)
                .orElseGet(() -> "%s in %s"
                        .formatted(event.id("user_id").map(CanvasId::localText).orElse("somebody"), course));
        return new Enrolment(id, course, in.get());
    }

    static Translation user(CanvasEvent event) {
        if (event.state().equals("deleted")) {
            return Ignored.of("account.deleted");
        }
        Set<Identifier> identifiers = identifiers(event, "uuid");
        if (identifiers.isEmpty()) {
            return Unusable.of("event.nobody");
        }
        event.text("user_sis_id").ifPresent(sis -> identifiers.add(new Identifier(IdentifierKind.SIS, sis)));
        return new PersonKnown(new Person(identifiers, name(event, "name"), null), event.at(), null);
    }

    private static Set<Identifier> identifiers(CanvasEvent event, String uuidField) {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        event.id("user_id").ifPresent(id -> identifiers.addAll(event.person(id, event.homeShard())));
        event.text(uuidField).ifPresent(uuid -> identifiers.add(new Identifier(IdentifierKind.CANVAS_UUID, uuid)));
        return identifiers;
    }

    private static @Nullable String name(CanvasEvent event, String field) {
        return Texts.clean(Texts.of(event.body(), field), LONGEST_NAME);
    }
}
