package org.cairn.ingest.moodle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one student completed: activities, and the course. */
final class Completions {

    private Completions() {}

    /** False where the course was asked, and tracks the completion of no activity. */
    static boolean mayBeTracked(JsonNode answer) {
        JsonNode statuses = answer.path("statuses");
        return !statuses.isArray() || !statuses.isEmpty();
    }

    /** The answer of {@code core_completion_get_activities_completion_status}. */
    static List<Finding> activities(String user, JsonNode answer) {
        List<Finding> found = new ArrayList<>();
        for (JsonNode status : answer.path("statuses")) {
            Ids.of(status, "cmid")
                    .flatMap(cmid -> activity(user, "cm:" + cmid, status))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Without completion tracking there is no state; what was never touched has none with a time. */
    private static Optional<Finding> activity(String user, String activity, JsonNode status) {
        boolean untracked = status.has("tracking") && status.path("tracking").asInt(0) == 0;
        if (untracked || !status.path("state").isIntegralNumber()) {
            return Optional.empty();
        }
        Instant at = Finding.moment(status.path("timecompleted"));
        ObjectNode body = Finding.body("completion").put("user", user).put("activity", activity);
        body.set("state", status.path("state"));
        boolean untouched = status.path("state").asInt(0) == 0 && at == null;
        return Optional.of(new Finding(user, "done:" + activity, Functions.ACTIVITIES_DONE, at, untouched, body));
    }

    /** The answer of {@code core_completion_get_course_completion_status}. */
    static Optional<Finding> course(String user, JsonNode answer) {
        JsonNode status = answer.path("completionstatus");
        if (!status.path("completed").isBoolean()) {
            return Optional.empty();
        }
        int all = 0;
        int met = 0;
        Instant last = null;
        for (JsonNode criterion : status.path("completions")) {
            all++;
            if (criterion.path("complete").asBoolean(false)) {
                met++;
                last = later(last, Finding.moment(criterion.path("timecompleted")));
            }
        }
        boolean completed = status.path("completed").booleanValue();
        boolean each = status.path("aggregation").asInt(1) == 1;
        ObjectNode body = Finding.body("progress")
                .put("user", user)
                .put("activity", "course")
                .put("completed", completed)
                .put("met", completed || each ? met : 0)
                .put("of", all);
        boolean nothing = !completed && body.path("met").asInt() == 0;
        return Optional.of(new Finding(user, "done:course", Functions.COURSE_DONE, last, nothing, body));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
