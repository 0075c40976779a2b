package org.cairn.ingest.generic;

import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;

/**
 * What {@code schemas/events.json} asks of a field wherever it stands: an id that can be none is said, not passed over,
 * lest a result counts without its course, or for somebody else.
 */
final class WellFormed {

    private static final List<String> TEXTS = List.of("id", "badge", "milestone", "section");
    private static final List<String> IDENTIFIERS =
            List.of("sub", "moodle", "canvas", "canvas-uuid", "sis", "username", "lti11", "iri");
    private static final List<String> SENTENCES = List.of("note", "reason", "title");
    private static final int LONGEST_ACTIVITY = 500;

    private WellFormed() {}

    /** What is wrong with the event as such. */
    static Optional<Complaint> flaw(JsonNode event) {
        for (String field : TEXTS) {
            if (isNoText(event, field)) {
                return Optional.of(noText(field));
            }
        }
        for (String field : SENTENCES) {
            JsonNode value = event.path(field);
            if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
                return Optional.of(Complaint.of("own.no-sentence", field));
            }
        }
        return person(event).or(() -> course(event)).or(() -> activity(event.path("activity")));
    }

    private static Optional<Complaint> person(JsonNode event) {
        JsonNode person = event.path("person");
        if (Fields.says(person) && !person.isObject()) {
            return Optional.of(Complaint.of("own.no-person"));
        }
        return IDENTIFIERS.stream()
                .filter(name -> isNoText(person, name))
                .findFirst()
                .map(name -> noText("person." + name));
    }

    private static Optional<Complaint> course(JsonNode event) {
        JsonNode course = event.path("course");
        boolean wrong = course.isObject()
                ? !Fields.says(course.path("id")) || isNoText(course, "id")
                : isNoText(event, "course");
        return wrong ? Optional.of(noText("course")) : Optional.empty();
    }

    private static Optional<Complaint> activity(JsonNode activity) {
        if (!Fields.says(activity)) {
            return Optional.empty();
        }
        JsonNode id = activity.isObject() ? activity.path("id") : activity;
        String text = id.isString() ? id.stringValue().strip() : id.isIntegralNumber() ? id.toString() : "";
        boolean usable = !text.isEmpty()
                && text.length() <= LONGEST_ACTIVITY
                && text.equals(Texts.clean(text, LONGEST_ACTIVITY));
        JsonNode title = activity.path("title");
        boolean titled = title.isMissingNode() || title.isNull() || title.isString();
        return usable && titled ? Optional.empty() : Optional.of(Complaint.of("own.other-activity"));
    }

    private static boolean isNoText(JsonNode object, String field) {
        return Fields.says(object.path(field)) && Fields.text(object, field).isEmpty();
    }

    private static Complaint noText(String field) {
        return Complaint.of("own.no-text", field);
    }
}
