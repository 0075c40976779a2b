package org.cairn.practice.moodle;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Manner;
import org.cairn.practice.lti.Bearer;
import org.cairn.practice.lti.Body;
import org.cairn.practice.lti.GradeTypes;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Mark;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Scores and results of Assignment and Grade Services 2.0 as Moodle does them. */
@RestController
@Profile("practice")
@RequestMapping("/practice/moodle/mod/lti/services.php/{courseId}/lineitems/{id}/lineitem")
public class MoodleResults {

    private static final MediaType SCORE = MediaType.parseMediaType("application/vnd.ims.lis.v1.score+json");

    private final Bearer bearer;
    private final JsonMapper json;
    private final Clock clock;

    MoodleResults(Bearer bearer, JsonMapper json, Clock clock) {
        this.bearer = bearer;
        this.json = json;
        this.clock = clock;
    }

    /** The tool whose token it is; a type in the address must be its own. */
    static Tool caller(Bearer bearer, Campus campus, HttpHeaders headers, Map<String, String> query, String... scopes) {
        Tool tool = bearer.needs(campus, headers.getFirst(HttpHeaders.AUTHORIZATION), scopes);
        String type = query.get("type_id");
        if (type != null && !type.equals(Long.toString(tool.number()))) {
            // also when the rest of a path was written behind it
            throw Refusal.moodle(type.matches("\\d+") ? 403 : 400, "Bad Request");
        }
        return tool;
    }

    @PostMapping("/scores")
    ResponseEntity<Void> score(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam Map<String, String> query,
            @RequestBody String text) {
        MoodleAccept.sent(headers, SCORE);
        Tool tool = caller(bearer, campus, headers, query, Scopes.SCORE);
        Column column = MoodleColumns.own(campus, tool, courseId, id);
        Body body = Body.of(Manner.MOODLE, json, text);
        Person student = campus.withSub(body.needs("userId", 400))
                .filter(Person::student)
                .orElseThrow(() -> Refusal.moodle(400, "Incorrect score received"));
        body.needs("activityProgress", 400);
        String grading = body.needs("gradingProgress", 400);
        Instant at = Instant.ofEpochSecond(body.timestamp(400).getEpochSecond());
        column.marks().compute(student.id(), (key, old) -> {
            if (old != null && old.points() != null && !old.at().isBefore(at)) {
                throw Refusal.moodle(409, "Refusing score with an earlier timestamp for item %d".formatted(id));
            }
            return next(column, old, body, grading, at);
        });
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).build();
    }

    /** What Moodle makes of a score: a teacher's grade stays, and what is not fully graded clears. */
    private static Mark next(Column column, @Nullable Mark old, Body body, String grading, Instant at) {
        int attempts = old == null ? 0 : old.attempts();
        if (old != null && old.byTeacher()) {
            return old;
        }
        BigDecimal given = body.number("scoreGiven");
        BigDecimal of = body.number("scoreMaximum");
        if (given != null && of == null) {
            throw Refusal.moodle(400, "Incorrect score received");
        }
        if (given == null || of == null || of.signum() <= 0 || !grading.equals("FullyGraded")) {
            return new Mark(null, null, null, body.text("comment"), at, false, attempts);
        }
        BigDecimal points =
                Mark.scaled(given, of, column.maximum()).max(BigDecimal.ZERO).min(column.maximum());
        return new Mark(points, given, of, body.text("comment"), at, false, attempts);
    }

    /** The teacher writes over the tool; null gives the cell back to it. */
    public void override(Column column, Person student, @Nullable BigDecimal points) {
        column.marks()
                .compute(
                        student.id(),
                        (id, old) -> new Mark(
                                points,
                                null,
                                null,
                                old == null ? null : old.comment(),
                                clock.instant(),
                                points != null,
                                0));
    }

    @GetMapping("/results")
    ResponseEntity<Object> results(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam Map<String, String> query) {
        MoodleAccept.openly(headers, GradeTypes.RESULTS);
        Tool tool = caller(bearer, campus, headers, query, Scopes.RESULT);
        Column column = MoodleColumns.own(campus, tool, courseId, id);
        if (query.containsKey("type_id") && query.containsKey("limit")) {
            return ResponseEntity.status(404)
                    .contentType(MediaType.TEXT_HTML)
                    .body("<!DOCTYPE html><p>Exception - Call to a member function out() on null</p>");
        }
        String user = query.get("user_id");
        List<Map<String, Object>> results = World.STUDENTS.stream()
                .filter(one -> user == null || user.equals(campus.sub(one)))
                .filter(one -> column.marks().containsKey(one.id()))
                .map(one -> result(campus, tool, column, one))
                .toList();
        return ResponseEntity.ok().contentType(GradeTypes.RESULTS).body(results);
    }

    /** A nought comes without score and maximum: to Moodle it is empty. */
    private static Map<String, Object> result(Campus campus, Tool tool, Column column, Person student) {
        Mark mark = column.marks().get(student.id());
        String url = campus.lineItem(column, tool);
        String sub = campus.sub(student);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", url.replace("/lineitem?", "/lineitem/results?") + "&user_id=" + sub);
        result.put("userId", sub);
        BigDecimal points = mark == null ? null : mark.points();
        if (points != null && points.signum() != 0) {
            result.put("resultScore", points);
            result.put("resultMaximum", column.maximum());
        }
        if (mark != null && mark.comment() != null) {
            result.put("comment", mark.comment());
        }
        result.put("scoreOf", url);
        result.put("timestamp", mark == null ? "" : mark.at().toString());
        return result;
    }
}
