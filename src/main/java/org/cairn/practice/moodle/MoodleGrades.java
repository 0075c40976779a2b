package org.cairn.practice.moodle;

import java.nio.charset.StandardCharsets;
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
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A tool's columns in the gradebook (Assignment and Grade Services 2.0) as Moodle does them. */
@RestController
@Profile("practice")
@RequestMapping("/practice/moodle/mod/lti/services.php/{courseId}/lineitems")
class MoodleGrades {

    private final Bearer bearer;
    private final JsonMapper json;

    MoodleGrades(Bearer bearer, JsonMapper json) {
        this.bearer = bearer;
        this.json = json;
    }

    @GetMapping
    ResponseEntity<Object> list(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @RequestParam(defaultValue = "0") int limit,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam Map<String, String> query) {
        MoodleAccept.exactly(headers, GradeTypes.ITEMS);
        Tool tool = caller(campus, headers, query, Scopes.LINE_ITEM, Scopes.LINE_ITEM_READ);
        Course course = MoodleColumns.course(campus, courseId);
        String link = query.get("resource_link_id");
        List<Map<String, Object>> found = campus.columns().of(course, tool).stream()
                .filter(one -> one.describedAs("resourceId", query.get("resource_id")))
                .filter(one -> one.describedAs("tag", query.get("tag")))
                .filter(one -> link == null || (one.link() != null && link.equals(Long.toString(one.link()))))
                .map(one -> MoodleColumns.described(campus, tool, one))
                .toList();
        int first = Math.clamp(from, 0, found.size());
        int last = limit < 1 ? found.size() : Math.min(first + limit, found.size());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(GradeTypes.ITEMS);
        if (last < found.size()) {
            answer.header("Link", next(campus.lineItems(course, tool), limit, last));
        }
        return answer.body(found.subList(first, last));
    }

    /** Makes one more column, whatever is there already. */
    @PostMapping
    ResponseEntity<Object> create(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @RequestParam Map<String, String> query,
            @RequestBody String text) {
        MoodleAccept.sent(headers, GradeTypes.ITEM);
        Tool tool = caller(campus, headers, query, Scopes.LINE_ITEM);
        Course course = MoodleColumns.course(campus, courseId);
        Body body = Body.of(Manner.MOODLE, json, text);
        body.needs("label", 400);
        if (body.fields().get("scoreMaximum") == null) {
            throw Refusal.moodle(400, "Bad Request");
        }
        Long link = MoodleColumns.link(campus, course, tool, body);
        Column made = campus.columns().add(course, tool.clientId(), link, MoodleColumns.kept(body));
        Map<String, Object> echo = new LinkedHashMap<>(body.fields());
        echo.putAll(MoodleColumns.described(campus, tool, made));
        return ResponseEntity.status(201).contentType(GradeTypes.ITEM).body(echo);
    }

    @GetMapping("/{id}/lineitem")
    ResponseEntity<Object> show(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam Map<String, String> query) {
        MoodleAccept.openly(headers, GradeTypes.ITEM);
        Tool tool = caller(campus, headers, query, Scopes.LINE_ITEM, Scopes.LINE_ITEM_READ);
        Column column = MoodleColumns.own(campus, tool, courseId, id);
        return ResponseEntity.ok().contentType(GradeTypes.ITEM).body(MoodleColumns.described(campus, tool, column));
    }

    /** Changes the column; the grades in it are measured anew. */
    @PutMapping("/{id}/lineitem")
    ResponseEntity<Object> update(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam Map<String, String> query,
            @RequestBody String text) {
        MoodleAccept.sent(headers, GradeTypes.ITEM);
        Tool tool = caller(campus, headers, query, Scopes.LINE_ITEM);
        Column old = MoodleColumns.own(campus, tool, courseId, id);
        Map<String, Object> changed = new LinkedHashMap<>(old.description());
        changed.putAll(MoodleColumns.kept(Body.of(Manner.MOODLE, json, text)));
        Column column = campus.columns().replace(old, changed);
        column.marks().replaceAll((student, mark) -> MoodleColumns.rescaled(mark, old.maximum(), column.maximum()));
        return ResponseEntity.ok().contentType(GradeTypes.ITEM).body(MoodleColumns.described(campus, tool, column));
    }

    /** Removes the column, and be it an activity's. */
    @DeleteMapping("/{id}/lineitem")
    ResponseEntity<Void> delete(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam Map<String, String> query) {
        Tool tool = caller(campus, headers, query, Scopes.LINE_ITEM);
        campus.columns().remove(MoodleColumns.own(campus, tool, courseId, id));
        return ResponseEntity.noContent().build();
    }

    /** Where a tool ends that writes {@code /scores} behind the query. */
    @PostMapping("/{id}/lineitem")
    void misplaced() {
        throw Refusal.moodle(400, "Bad Request");
    }

    /** So it is: quotes from a word processor, as UTF-8, around an address that was made for HTML. */
    private static String next(String self, int limit, int from) {
        String link = "<%s&amp;limit=%d&amp;from=%d>; rel=\u201cnext\u201d".formatted(self, limit, from);
        return new String(link.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Tool caller(Campus campus, HttpHeaders headers, Map<String, String> query, String... scopes) {
        return MoodleResults.caller(bearer, campus, headers, query, scopes);
    }
}
