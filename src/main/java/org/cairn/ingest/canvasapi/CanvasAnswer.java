package org.cairn.ingest.canvasapi;

import java.time.Instant;
import java.util.List;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.reading.Times;
import org.cairn.people.Identifier;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that Canvas answered.
 *
 * @param asked when it was asked: it was so then, or later
 * @param after when it was last seen otherwise: it became so later, even where it tells an older time of its own
 * @param latest nothing can have happened later than this
 */
record CanvasAnswer(
        PlatformId platform,
        String course,
        Instant asked,
        @Nullable Instant after,
        Instant latest,
        JsonNode data) {

    Activity activity(String id) {
        return new Activity(platform, course, id);
    }

    /** The time in a field, if it is one that can be: otherwise that of asking. */
    Instant timeOr(String field, Instant other) {
        return Fields.time(data, field)
                .filter(time -> Times.plausible(time, latest))
                .orElse(other);
    }

    private Instant since(Instant at) {
        return after != null && !at.isAfter(after) ? after.plusMillis(1) : at;
    }

    Translation of(Instant at, Observation... what) {
        List<Identifier> who = Ids.person(data, "user_id");
        return who.isEmpty()
                ? Translation.Unusable.of("answer.no-user")
                : new Translation.Observed(who, since(at), List.of(what), List.of());
    }

    Translation known(String activity, @Nullable String title, @Nullable String copiedFrom) {
        return title == null
                ? Translation.Ignored.of("answer.no-title")
                : new Translation.ActivityKnown(new KnownActivity(
                        activity(activity),
                        title,
                        Fields.points(data, "points_possible").orElse(null),
                        copiedFrom));
    }
}
