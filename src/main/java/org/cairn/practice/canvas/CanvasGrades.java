package org.cairn.practice.canvas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.practice.Manner;
import org.cairn.practice.canvas.Paging.Page;
import org.cairn.practice.lti.Bearer;
import org.cairn.practice.lti.Body;
import org.cairn.practice.lti.GradeTypes;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

/** A tool's columns in the gradebook (Assignment and Grade Services 2.0) as Canvas does them. */
@RestController
@Profile("practice")
@RequestMapping("/practice/api/lti/courses/{courseId}/line_items")
class CanvasGrades {

    private final Bearer bearer;
    private final CanvasScores scores;
    private final JsonMapper json;

    CanvasGrades(Bearer bearer, CanvasScores scores, JsonMapper json) {
        this.bearer = bearer;
        this.scores = scores;
        this.json = json;
    }

    @GetMapping
    ResponseEntity<Object> list(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam Map<String, String> query) {
        Tool tool = caller(campus, headers, Scopes.LINE_ITEM, Scopes.LINE_ITEM_READ);
        Course course = CanvasColumns.course(campus, courseId);
        String link = query.get("resource_link_id");
        List<Column> found = campus.columns().of(course, tool).stream()
                .filter(one -> one.describedAs("resourceId", query.get("resource_id")))
                .filter(one -> one.describedAs("tag", query.get("tag")))
                .filter(one -> link == null || link.equals(CanvasColumns.linkId(campus, one)))
                .toList();
        Page<Column> shown = Paging.page(found, limit, page);
        List<Map<String, Object>> described = shown.items().stream()
                .map(one -> CanvasColumns.described(campus, tool, one))
                .toList();
        return Paging.answer(
                shown, Paging.next(campus.lineItems(course, tool), query, page), GradeTypes.ITEMS, described);
    }

    /** Makes a column; without a link it is an assignment of its own. */
    @PostMapping
    ResponseEntity<Object> create(
            Campus campus, @RequestHeader HttpHeaders headers, @PathVariable long courseId, @RequestBody String text) {
        Tool tool = caller(campus, headers, Scopes.LINE_ITEM);
        Course course = CanvasColumns.course(campus, courseId);
        Body body = sound(text);
        String linkId = body.text("resourceLinkId");
        Long link = linkId == null
                ? null
                : campus.links().of(course).stream()
                        .filter(one -> campus.linkId(one).equals(linkId)
                                && one.clientId().equals(tool.clientId()))
                        .map(Link::id)
                        .findFirst()
                        .orElseThrow(() -> Refusal.canvas(404, "no such resource link"));
        Column made = campus.columns().add(course, tool.clientId(), link, body.fields());
        return ResponseEntity.status(201)
                .contentType(GradeTypes.ITEM)
                .body(CanvasColumns.described(campus, tool, made));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> show(
            Campus campus, @RequestHeader HttpHeaders headers, @PathVariable long courseId, @PathVariable long id) {
        Tool tool = caller(campus, headers, Scopes.LINE_ITEM, Scopes.LINE_ITEM_READ);
        Column column = CanvasColumns.own(campus, tool, courseId, id);
        return ResponseEntity.ok().contentType(GradeTypes.ITEM).body(CanvasColumns.described(campus, tool, column));
    }

    @PutMapping("/{id}")
    ResponseEntity<Object> update(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestBody String text) {
        Tool tool = caller(campus, headers, Scopes.LINE_ITEM);
        Column column = campus.columns()
                .replace(
                        CanvasColumns.own(campus, tool, courseId, id),
                        sound(text).fields());
        return ResponseEntity.ok().contentType(GradeTypes.ITEM).body(CanvasColumns.described(campus, tool, column));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            Campus campus, @RequestHeader HttpHeaders headers, @PathVariable long courseId, @PathVariable long id) {
        Tool tool = caller(campus, headers, Scopes.LINE_ITEM);
        Column column = CanvasColumns.own(campus, tool, courseId, id);
        if (column.link() != null) {
            throw Refusal.canvas(401, "You can only delete line items that your tool created");
        }
        campus.columns().remove(column);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/scores")
    ResponseEntity<Object> score(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestBody String text) {
        Tool tool = caller(campus, headers, Scopes.SCORE);
        Column column = CanvasColumns.own(campus, tool, courseId, id);
        Person student = scores.write(campus, column, Body.of(Manner.CANVAS, json, text));
        String url = campus.lineItem(column, tool) + "/results/" + student.id();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Map.of("resultUrl", url));
    }

    @GetMapping("/{id}/results")
    ResponseEntity<Object> results(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam Map<String, String> query) {
        Tool tool = caller(campus, headers, Scopes.RESULT);
        Column column = CanvasColumns.own(campus, tool, courseId, id);
        String user = query.get("user_id");
        List<Map<String, Object>> results = World.STUDENTS.stream()
                .filter(one -> user == null || user.equals(one.sub()) || user.equals(Long.toString(one.id())))
                .flatMap(one -> scores.result(campus.lineItem(column, tool), column, one).stream())
                .toList();
        Page<Map<String, Object>> shown = Paging.page(results, limit, page);
        String self = campus.lineItem(column, tool) + "/results";
        return Paging.answer(shown, Paging.next(self, query, page), GradeTypes.RESULTS, shown.items());
    }

    private Tool caller(Campus campus, HttpHeaders headers, String... scopes) {
        return bearer.needs(campus, headers.getFirst(HttpHeaders.AUTHORIZATION), scopes);
    }

    private Body sound(String text) {
        Body body = Body.of(Manner.CANVAS, json, text);
        if (body.number("scoreMaximum") == null
                || Objects.requireNonNull(body.number("scoreMaximum")).signum() <= 0) {
            throw Refusal.canvas(422, "scoreMaximum must be greater than 0");
        }
        body.needs("label", 422);
        return body;
    }
}
