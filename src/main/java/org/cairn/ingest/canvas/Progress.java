package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Asking;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;

/** How far somebody is through the modules of a course. */
final class Progress {

    private Progress() {}

    static Translation completed(CanvasEvent event) {
        JsonNode progress = event.body().path("progress");
        if (CanvasEvent.has(progress, "error")) {
            return Ignored.of("progress.none");
        }
        return observed(event, event.timeOr(progress, "completed_at"), BigDecimal.ONE);
    }

    static Translation progress(CanvasEvent event) {
        JsonNode progress = event.body().path("progress");
        if (CanvasEvent.has(progress, "error")) {
            return Ignored.of("progress.none");
        }
        Optional<BigDecimal> all = CanvasEvent.number(progress, "requirement_count");
        Optional<BigDecimal> done = CanvasEvent.number(progress, "requirement_completed_count");
        if (all.isEmpty() || done.isEmpty()) {
            return Unusable.of("progress.no-counts");
        }
        if (all.get().signum() <= 0 || done.get().signum() < 0) {
            return Ignored.of("course.no-requirements");
        }
        return observed(event, event.at(), Numbers.share(done.get(), all.get()));
    }

    private static Translation observed(CanvasEvent event, Instant at, BigDecimal share) {
        Optional<CanvasId> course = CanvasId.of(Texts.of(event.body().path("course"), "id"));
        Optional<CanvasId> user = CanvasId.of(Texts.of(event.body().path("user"), "id"));
        if (course.isEmpty() || user.isEmpty()) {
            return Unusable.of("progress.no-names");
        }
        String local = course.get().localText();
        // which modules were completed is told by nobody who is not asked
        return new Asking(
                new Observed(
                        event.person(user.get(), event.shardOf(course.get())),
                        at,
                        List.of(new Completion(event.activity(local, "course"), share)),
                        List.of()),
                local);
    }
}
