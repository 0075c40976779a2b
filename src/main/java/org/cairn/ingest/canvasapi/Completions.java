package org.cairn.ingest.canvasapi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import tools.jackson.databind.JsonNode;

/** What was handed in, and how far somebody is through the modules. */
final class Completions {

    private static final BigDecimal NOT_YET = new BigDecimal("0.99");

    private Completions() {}

    static Translation handedIn(CanvasAnswer answer) {
        JsonNode data = answer.data();
        Optional<String> id = Ids.local(data, "assignment_id");
        if (id.isEmpty()) {
            return Unusable.of("submission.no-assignment");
        }
        boolean done = Fields.flag(data, "handed_in");
        BigDecimal share = done ? BigDecimal.ONE : BigDecimal.ZERO;
        Instant at = done ? answer.timeOr("submitted_at", answer.asked()) : answer.asked();
        List<Observation> seen = new ArrayList<>();
        seen.add(new Completion(answer.activity("assignment:" + id.get()), share));
        Ids.local(data, "quiz_id").ifPresent(quiz -> seen.add(new Completion(answer.activity("quiz:" + quiz), share)));
        return answer.of(at, seen.toArray(Observation[]::new));
    }

    static Translation progress(CanvasAnswer answer) {
        JsonNode data = answer.data();
        Activity course = answer.activity("course");
        if (Fields.has(data, "completed_at")) {
            return answer.of(answer.timeOr("completed_at", answer.asked()), new Completion(course, BigDecimal.ONE));
        }
        Optional<BigDecimal> all = Fields.points(data, "requirement_count");
        Optional<BigDecimal> done = Numbers.of(data, "requirement_completed_count");
        if (all.isEmpty() || done.isEmpty()) {
            return Ignored.of("course.no-requirements");
        }
        return answer.of(answer.asked(), new Completion(course, Numbers.share(done.get(), all.get())));
    }

    static Translation module(CanvasAnswer answer) {
        JsonNode data = answer.data();
        Optional<String> id = Ids.local(data, "id");
        if (id.isEmpty()) {
            return Unusable.of("module.no-id");
        }
        Activity module = answer.activity("module:" + id.get());
        BigDecimal all = Numbers.of(data, "requirements").orElse(BigDecimal.ZERO);
        if (Fields.text(data, "state").equals("completed")) {
            return all.signum() == 0
                    ? Ignored.of("module.asks-nothing")
                    : answer.of(answer.timeOr("completed_at", answer.asked()), new Completion(module, BigDecimal.ONE));
        }
        BigDecimal met = Numbers.of(data, "met").orElse(BigDecimal.ZERO);
        BigDecimal share =
                all.signum() == 0 ? BigDecimal.ZERO : Numbers.share(met, all).min(NOT_YET);
        return answer.of(answer.asked(), new Completion(module, share));
    }
}
