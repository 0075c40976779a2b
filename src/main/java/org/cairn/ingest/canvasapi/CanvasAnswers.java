package org.cairn.ingest.canvasapi;

import java.time.Duration;
import java.time.Instant;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each thing that Canvas answered means: the same as the event would that Canvas sends of it. */
@Component
class CanvasAnswers implements Translator {

    /** How far another server's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS_API;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        JsonNode message;
        try {
            message = StrictJson.read(body);
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
        Instant asked = Fields.time(message, "asked")
                .filter(time -> !time.isAfter(receivedAt))
                .orElse(receivedAt);
        CanvasAnswer answer = new CanvasAnswer(
                origin.id(),
                Fields.text(message, "course"),
                asked,
                Fields.time(message, "after").orElse(null),
                receivedAt.plus(AHEAD),
                message.path("data"));
        return switch (Fields.text(message, "what")) {
            case "course" -> Things.course(answer);
            case "assignment" -> Things.assignment(answer);
            case "module" -> Things.module(answer);
            case "outcome-title" -> Things.outcome(answer);
            case "enrolment" -> Things.enrolment(answer);
            case "course-grade" -> Grades.course(answer);
            case "grade" -> Grades.assignment(answer);
            case "outcome" -> Grades.outcome(answer);
            case "handed-in" -> Completions.handedIn(answer);
            case "progress" -> Completions.progress(answer);
            case "module-progress" -> Completions.module(answer);
            case "modules-unread" -> Ignored.of("module.unread");
            default -> Unusable.of("answer.unknown");
        };
    }
}
