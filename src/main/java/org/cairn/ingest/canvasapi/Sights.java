package org.cairn.ingest.canvasapi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.ingest.pull.Source.Sight;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes messages of what Canvas answers: only the fields that a translation needs, the course, and when it was asked.
 *
 * @param course the course's own id
 * @param asked before the question went out: what the answer says was so then or later
 */
record Sights(String course, Instant asked) {

    private static final Set<String> HANDED_IN = Set.of("submitted", "pending_review", "graded", "complete");
    private static final Set<String> STANDS = Set.of("active", "invited", "completed", "creation_pending");

    private Sight sight(String what, String id, ObjectNode meaning, boolean tells) {
        return sight(what, id, meaning, meaning, tells);
    }

    private Sight sight(String what, String id, ObjectNode meaning, ObjectNode data, boolean tells) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("what", what);
        body.put("course", course);
        body.put("asked", asked.toString());
        body.set("data", data);
        return new Sight(
                "%s:%s:%s".formatted(course, what, id), what, meaning.toString(), after -> told(body, after), tells);
    }

    private static String told(ObjectNode body, @Nullable Instant after) {
        if (after != null) {
            body.put("after", after.toString());
        }
        return body.toString();
    }

    private static ObjectNode kept(JsonNode object, String... fields) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : fields) {
            JsonNode value = object.get(field);
            if (value != null && value.isValueNode()) {
                kept.set(field, value);
            }
        }
        return kept;
    }

    Sight course(JsonNode answer) {
        return sight("course", course, kept(answer, "name"), Fields.has(answer, "name"));
    }

    Sight assignment(JsonNode answer) {
        return sight(
                "assignment",
                id(answer, "id"),
                kept(answer, "id", "name", "points_possible", "quiz_id", "original_assignment_id"),
                Fields.has(answer, "name"));
    }

    Sight module(JsonNode answer) {
        return sight("module", id(answer, "id"), kept(answer, "id", "name"), Fields.has(answer, "name"));
    }

    /** Who is in the course, and what their grade in it is. */
    List<Sight> enrolment(JsonNode answer) {
        ObjectNode who = kept(answer, "id", "user_id", "enrollment_state");
        who.set("user", kept(answer.path("user"), "id", "name", "sis_user_id", "uuid"));
        String id = id(answer, "id");
        boolean stands = STANDS.contains(Fields.text(answer, "enrollment_state"));
        List<Sight> sights = new ArrayList<>(List.of(sight("enrolment", id, who, stands)));
        JsonNode grades = answer.path("grades");
        if (stands && grades.isObject()) {
            ObjectNode grade = kept(answer, "user_id");
            grade.setAll(kept(grades, "final_score", "override_score"));
            boolean graded = Fields.has(grades, "final_score") || Fields.has(grades, "override_score");
            sights.add(sight("course-grade", id, grade, graded));
        }
        return sights;
    }

    /**
     * A piece of work: that it was handed in, and what it was given. A grade that its student may not see yet, or that is
     * not all of it, is no sight at all: what was seen before stands until this one is shown, or complete.
     */
    List<Sight> submission(JsonNode answer, @Nullable JsonNode assignment) {
        String id = id(answer, "assignment_id") + ":" + id(answer, "user_id");
        List<Sight> sights = new ArrayList<>();
        ObjectNode handed = kept(answer, "assignment_id", "user_id", "submitted_at");
        boolean isHandedIn =
                HANDED_IN.contains(Fields.text(answer, "workflow_state")) && Fields.has(answer, "submitted_at");
        handed.put("handed_in", isHandedIn);
        if (assignment != null && Fields.has(assignment, "quiz_id")) {
            handed.set("quiz_id", assignment.get("quiz_id"));
        }
        sights.add(sight("handed-in", id, handed, isHandedIn));
        if (!isHeld(answer) && !isPartly(answer)) {
            sights.add(grade(answer, assignment, id));
        }
        return sights;
    }

    private Sight grade(JsonNode answer, @Nullable JsonNode assignment, String id) {
        boolean given = isGiven(answer);
        ObjectNode grade = given
                ? kept(answer, "assignment_id", "user_id", "score", "grade", "graded_at", "posted_at")
                : kept(answer, "assignment_id", "user_id", "excused");
        if (assignment != null) {
            // of a pass that was taken back nothing else says that it was one
            grade.setAll(kept(assignment, given ? "points_possible" : "grading_type"));
        }
        return sight("grade", id, grade, given);
    }

    private static boolean isGiven(JsonNode submission) {
        return !Fields.flag(submission, "excused")
                && (Fields.has(submission, "score") || Fields.has(submission, "grade"));
    }

    /** Very old versions do not tell when a grade was posted: there every grade is. */
    static boolean isHeld(JsonNode submission) {
        return isGiven(submission)
                && submission.has("posted_at")
                && submission.get("posted_at").isNull();
    }

    /** Of a quiz with questions that only people can grade, Canvas has a score before they did. */
    private static boolean isPartly(JsonNode submission) {
        return isGiven(submission) && Fields.text(submission, "workflow_state").equals("pending_review");
    }

    Sight outcomeTitle(JsonNode outcome) {
        return sight(
                "outcome-title",
                id(outcome, "id"),
                kept(outcome, "id", "title", "points_possible"),
                Fields.has(outcome, "title"));
    }

    /**
     * Names its person and outcome by links.
     *
     * @param postedAt since when its student may see it, where that was asked: no part of what it means, for what is
     *     known already was not asked for again
     */
    Sight outcome(JsonNode answer, @Nullable JsonNode outcome, @Nullable String postedAt) {
        ObjectNode result = kept(answer, "score", "possible", "percent", "mastery", "submitted_or_assessed_at");
        JsonNode links = answer.path("links");
        result.put("user_id", Fields.text(links, "user"));
        result.put("outcome_id", Fields.text(links, "learning_outcome"));
        if (outcome != null) {
            result.setAll(kept(outcome, "mastery_points", "points_possible"));
        }
        String id = id(links, "learning_outcome") + ":" + id(links, "user") + ":" + id(answer, "id");
        ObjectNode told = postedAt == null ? result : result.deepCopy().put("posted_at", postedAt);
        return sight("outcome", id, result, told, true);
    }

    /** How far somebody is through the modules of the course. */
    Sight progress(JsonNode answer, String user) {
        JsonNode progress = answer.path("progress");
        boolean completed = Fields.has(progress, "completed_at");
        // of what is completed other counts are no news
        ObjectNode done = completed
                ? kept(progress, "completed_at")
                : kept(progress, "requirement_count", "requirement_completed_count");
        done.put("user_id", user);
        return sight(
                "progress",
                user,
                done,
                completed || Fields.points(done, "requirement_completed_count").isPresent());
    }

    /** Whether some of somebody's modules were refused: as long as none ever was, there is nothing to tell. */
    Sight modules(String user, boolean refused) {
        ObjectNode how = JsonNodeFactory.instance.objectNode();
        how.put("user_id", user).put("refused", refused);
        return sight("modules-unread", user, how, refused);
    }

    /** How far somebody is through one module, by its items. */
    Sight moduleProgress(JsonNode answer, List<JsonNode> items, String user) {
        List<JsonNode> requirements = items.stream()
                .map(item -> item.path("completion_requirement"))
                .filter(JsonNode::isObject)
                .toList();
        int all = requirements.size();
        int met = (int) requirements.stream()
                .filter(requirement -> Fields.flag(requirement, "completed"))
                .count();
        boolean completed = Fields.text(answer, "state").equals("completed");
        ObjectNode done = kept(answer, "id", "state", "completed_at");
        done.put("user_id", user);
        // of what is completed other counts are no news, as long as anything is asked for
        done.put("requirements", completed ? Math.min(all, 1) : all);
        done.put("met", completed ? 0 : met);
        return sight("module-progress", id(answer, "id") + ":" + user, done, completed ? all > 0 : met > 0);
    }

    private static String id(JsonNode object, String field) {
        return Ids.whole(object, field).map(String::valueOf).orElse("?");
    }
}
