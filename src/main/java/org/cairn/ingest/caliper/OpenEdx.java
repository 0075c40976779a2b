package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.reading.Numbers;
import tools.jackson.databind.JsonNode;

/** What Open edX adds to an event's object: the course, and for problems what they were given. */
final class OpenEdx {

    /** The key of a course, which is the context id of its launches. */
    private static final Pattern COURSE =
            Pattern.compile("course-v1:[^\\s/]{1,240}|[^\\s/:]{1,80}/[^\\s/:]{1,80}/[^\\s/:]{1,80}");

    private OpenEdx() {}

    static Optional<String> course(Entity object) {
        return Entity.text(object.node().path("extensions"), "course_id")
                .filter(key -> COURSE.matcher(key).matches());
    }

    static Optional<Score> score(Activity activity, Entity object) {
        JsonNode told = object.node().path("extensions");
        return course(object)
                .flatMap(course -> Stream.of(
                                score(activity, told, "weighted_earned", "weighted_possible"),
                                score(activity, told, "grade", "max_grade"))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Score> score(Activity activity, JsonNode told, String points, String most) {
        Optional<BigDecimal> possible = Numbers.of(told, most).filter(number -> number.signum() > 0);
        return possible.flatMap(all -> Numbers.of(told, points).map(given -> new Score(activity, given, all)));
    }
}
