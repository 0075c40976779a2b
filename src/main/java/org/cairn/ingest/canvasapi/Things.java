package org.cairn.ingest.canvasapi;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.canvas.EnrolmentStates;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What there is in a course, and who. */
final class Things {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_IDENTIFIER = 255;

    private Things() {}

    static Translation course(CanvasAnswer answer) {
        return answer.known("course", Fields.title(answer.data(), "name"), null);
    }

    static Translation assignment(CanvasAnswer answer) {
        Optional<String> id = Ids.local(answer.data(), "id");
        String copiedFrom = Ids.local(answer.data(), "original_assignment_id")
                .map(original -> "assignment:" + original)
                .orElse(null);
        return id.isEmpty()
                ? Unusable.of("assignment.no-id")
                : answer.known("assignment:" + id.get(), Fields.title(answer.data(), "name"), copiedFrom);
    }

    static Translation module(CanvasAnswer answer) {
        Optional<String> id = Ids.local(answer.data(), "id");
        return id.isEmpty()
                ? Unusable.of("module.no-id")
                : answer.known("module:" + id.get(), Fields.title(answer.data(), "name"), null);
    }

    /** An outcome may belong to many courses; it is chosen in those in which it is assessed. */
    static Translation outcome(CanvasAnswer answer) {
        Optional<String> id = Ids.local(answer.data(), "id");
        return id.isEmpty()
                ? Unusable.of("outcome.no-id")
                : answer.known("outcome:" + id.get(), Fields.title(answer.data(), "title"), null);
    }

    static Translation enrolment(CanvasAnswer answer) {
        JsonNode data = answer.data();
        JsonNode user = data.path("user");
        Set<Identifier> identifiers = new LinkedHashSet<>(Ids.person(data, "user_id"));
        if (identifiers.isEmpty()) {
            return Unusable.of("enrolment.no-user");
        }
        identifier(user, "uuid", IdentifierKind.CANVAS_UUID).ifPresent(identifiers::add);
        identifier(user, "sis_user_id", IdentifierKind.SIS).ifPresent(identifiers::add);
        return new PersonKnown(
                new Person(identifiers, Texts.clean(Fields.text(user, "name"), LONGEST_NAME), null),
                // not when Canvas says that it changed: it does not tell so of sections that move to another course
                answer.asked(),
                place(answer));
    }

    private static Optional<Identifier> identifier(JsonNode user, String field, IdentifierKind kind) {
        String text = Fields.text(user, field);
        return text.isBlank() || text.length() > LONGEST_IDENTIFIER
                ? Optional.empty()
                : Optional.of(new Identifier(kind, text));
    }

    private static @Nullable Enrolment place(CanvasAnswer answer) {
        Optional<Boolean> in = EnrolmentStates.isIn(Fields.text(answer.data(), "enrollment_state"));
        return Ids.local(answer.data(), "id")
                .flatMap(id -> in.map(isIn -> new Enrolment(id, answer.course(), isIn)))
                .orElse(null);
    }
}
