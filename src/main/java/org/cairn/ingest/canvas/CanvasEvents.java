package org.cairn.ingest.canvas;

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
import org.cairn.platform.PlatformId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each Canvas Live Event means: the whole of it a pure function of the event and when it came. */
@Component
class CanvasEvents implements Translator {

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        try {
            JsonNode event = StrictJson.read(body);
            return origin.doubts(accounts(event), receivedAt)
                    .orElseGet(() -> translate(origin.id(), event, receivedAt));
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
    }

    @Override
    public List<String> accounts(String body) {
        try {
            return accounts(StrictJson.read(body));
        } catch (StrictJson.Unreadable e) {
            return List.of();
        }
    }

    private static List<String> accounts(JsonNode event) {
        JsonNode metadata = Envelopes.metadata(event);
        return Stream.of("root_account_uuid", "root_account_lti_guid")
                .flatMap(name -> CanvasEvent.text(metadata, name).stream())
                .toList();
    }

    static Translation translate(PlatformId platform, JsonNode event, Instant receivedAt) {
        JsonNode metadata = Envelopes.metadata(event);
        Optional<String> name = CanvasEvent.text(metadata, "event_name");
        if (name.isEmpty()) {
            return Unusable.of("event.no-name");
        }
        Optional<Instant> at = Times.parse(Texts.of(metadata, "event_time"));
        if (at.isEmpty()) {
            return Unusable.of("event.no-time", "event_time");
        }
        Instant latest = CanvasEvent.latest(receivedAt);
        if (at.get().isAfter(latest)) {
            return Unusable.of("event.future");
        }
        if (Times.tooEarly(at.get())) {
            return Unusable.of("event.too-early");
        }
        return translate(new CanvasEvent(platform, name.get(), at.get(), latest, metadata, event.path("body")));
    }

    private static Translation translate(CanvasEvent event) {
        return switch (event.name()) {
            case "grade_change" -> Grades.gradeChange(event);
            case "course_grade_change" -> Grades.courseGradeChange(event);
            case "grade_override" -> Grades.override(event);
            case "learning_outcome_result_created", "learning_outcome_result_updated" -> Outcomes.result(event);
            case "submission_created" -> Submissions.submission(event, true);
            case "submission_updated" -> Submissions.submission(event, false);
            case "quiz_submitted" -> Submissions.quiz(event);
            case "course_completed" -> Progress.completed(event);
            case "course_progress" -> Progress.progress(event);
            case "enrollment_created", "enrollment_updated" -> People.enrolment(event);
            case "user_created", "user_updated" -> People.user(event);
            case "assignment_created", "assignment_updated" -> Assignments.assignment(event);
            case "quiz_created", "quiz_updated" -> Assignments.quiz(event);
            case "module_created", "module_updated" -> Assignments.module(event);
            case "learning_outcome_created", "learning_outcome_updated" -> Assignments.outcome(event);
            case "course_created", "course_updated" -> Migrations.named(event);
            case "rubric_assessed" -> Ignored.of("rubric.no-student");
            case "content_migration_completed" -> Migrations.completed(event);
            default -> unused(event.name());
        };
    }

    private static Ignored unused(String name) {
        return name.startsWith("enrollment_state_")
                ? Ignored.of("enrolment.told-elsewhere")
                : Ignored.of("event.not-counted");
    }
}
