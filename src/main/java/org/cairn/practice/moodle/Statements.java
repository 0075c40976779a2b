package org.cairn.practice.moodle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.moodle.MoodleBook.Work;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Writes xAPI statements as Moodle's plug-in logstore_xapi writes them: without ids, times in whole seconds. */
@Component
@Profile("practice")
public class Statements {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'").withZone(ZoneOffset.UTC);
    private static final String ADL = "http://adlnet.gov/expapi/";
    private static final String TLA = "https://w3id.org/xapi/tla/";
    private static final String INFO = "http://lrs.learninglocker.net/define/extensions/info";

    private final Campuses campuses;

    Statements(Campuses campuses) {
        this.campuses = campuses;
    }

    /** One statement, with a word on what it is about for the people who watch. */
    public record Statement(String event, String about, Map<String, Object> body) {}

    public Statement graded(Course course, Assignment activity, Person student, BigDecimal score, Instant at) {
        BigDecimal most = BigDecimal.valueOf(activity.points());
        BigDecimal whole = score.divide(most, 6, RoundingMode.HALF_UP);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "score",
                Map.of(
                        "raw",
                        score,
                        "min",
                        0,
                        "max",
                        activity.points(),
                        // the plug-in maps the points onto −1 to 1
                        "scaled",
                        whole.multiply(BigDecimal.TWO).subtract(BigDecimal.ONE).stripTrailingZeros()));
        result.put("success", whole.doubleValue() >= 0.5);
        Map<String, Object> object = module(activity, "#submission");
        return statement(
                "\\mod_assign\\event\\submission_graded",
                "%s, %s: %s".formatted(student.name(), activity.title(), score.toPlainString()),
                course,
                student,
                verb(TLA + "verbs/scored", "scored"),
                object,
                result,
                at);
    }

    public Statement completion(Course course, Assignment activity, Person student, Work work) {
        boolean undone = work.state() == 0;
        Map<String, Object> result = new LinkedHashMap<>();
        if (!undone) {
            result.put("completion", true);
            if (work.state() > 1) {
                result.put("success", work.state() == 2);
            }
        }
        Instant at = work.doneAt() == null ? Instant.EPOCH : work.doneAt();
        return statement(
                "\\core\\event\\course_module_completion_updated",
                "%s, %s: %s".formatted(student.name(), activity.title(), undone ? "not done any more" : "done"),
                course,
                student,
                undone
                        ? verb("https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted", "uncompleted")
                        : verb(ADL + "verbs/completed", "completed"),
                module(activity, ""),
                result,
                at);
    }

    private Statement statement(
            String event,
            String about,
            Course course,
            Person student,
            Map<String, Object> verb,
            Map<String, Object> object,
            Map<String, Object> result,
            Instant at) {
        Campus moodle = campuses.moodle();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "actor",
                Map.of(
                        "name",
                        student.name(),
                        "account",
                        Map.of("homePage", moodle.issuer(), "name", moodle.sub(student))));
        body.put("verb", verb);
        body.put("object", object);
        if (!result.isEmpty()) {
            body.put("result", result);
        }
        body.put("timestamp", TIME.format(at));
        body.put("context", context(moodle, event, course));
        return new Statement(event, about, body);
    }

    private static Map<String, Object> context(Campus moodle, String event, Course course) {
        Map<String, Object> site =
                activity(moodle.issuer(), moodle.title(), "http://id.tincanapi.com/activitytype/lms");
        Map<String, Object> parent = activity(
                moodle.own("/course/view.php?id=" + course.id()),
                course.title(),
                "https://w3id.org/xapi/cmi5/activitytype/course");
        return Map.of(
                "platform",
                "Moodle",
                "language",
                "en",
                "extensions",
                Map.of(INFO, Map.of("http://moodle.org", "5.1.3 (practice)", "event_name", event)),
                "contextActivities",
                Map.of("category", List.of(site), "parent", List.of(parent)));
    }

    private Map<String, Object> module(Assignment activity, String part) {
        String kind = WebService.kind(activity);
        return activity(
                campuses.moodle().own("/mod/%s/view.php?id=%d%s".formatted(kind, activity.id(), part)),
                activity.title(),
                "http://adlnet.gov/expapi/activities/" + (kind.equals("page") ? "module" : "assessment"));
    }

    private static Map<String, Object> activity(String id, String name, String type) {
        return Map.of("id", id, "definition", Map.of("type", type, "name", Map.of("en", name)));
    }

    private static Map<String, Object> verb(String id, String display) {
        return Map.of("id", id, "display", Map.of("en", display));
    }
}
