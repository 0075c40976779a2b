package org.cairn.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.practice.LineItems.Column;
import org.cairn.practice.Paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tool's columns in the gradebook (Assignment and Grade Services 2.0). */
@RestController
@Profile("practice")
@RequestMapping("/practice/api/lti/courses/{courseId}/line_items")
class GradesServiceController {

    private static final MediaType ITEM = MediaType.parseMediaType("application/vnd.ims.lis.v2.lineitem+json");
    private static final MediaType ITEMS =
            MediaType.parseMediaType("application/vnd.ims.lis.v2.lineitemcontainer+json");
    private static final MediaType RESULTS =
            MediaType.parseMediaType("application/vnd.ims.lis.v2.resultcontainer+json");

    private final Places places;
    private final Bearer bearer;
    private final LineItems items;

    GradesServiceController(Places places, Bearer bearer, LineItems items) {
        this.places = places;
        this.bearer = bearer;
        this.items = items;
    }

    @GetMapping
    ResponseEntity<Object> list(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam Map<String, String> query) {
        bearer.needs(Scopes.LINE_ITEM, authorization);
        Course course = course(courseId);
        List<Column> found = items.of(courseId).stream()
                .filter(one -> matches(one, "resource_id", "resourceId", query))
                .filter(one -> matches(one, "tag", "tag", query))
                .filter(one -> matches(one, "resource_link_id", "resourceLinkId", query))
                .toList();
        Page<Column> shown = Paging.page(found, limit, page);
        String next = "%s?limit=%d&page=%d".formatted(places.own(LineItems.path(course)), limit, page + 1);
        return Paging.answer(
                shown, next, ITEMS, shown.items().stream().map(this::described).toList());
    }

    @PostMapping
    ResponseEntity<Object> create(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @RequestBody Map<String, Object> body) {
        bearer.needs(Scopes.LINE_ITEM, authorization);
        Column made = items.add(course(courseId), body);
        return ResponseEntity.status(201).contentType(ITEM).body(described(made));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> show(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @PathVariable long id) {
        bearer.needs(Scopes.LINE_ITEM, authorization);
        return ResponseEntity.ok().contentType(ITEM).body(described(items.find(courseId, id)));
    }

    @PutMapping("/{id}")
    ResponseEntity<Object> update(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestBody Map<String, Object> body) {
        bearer.needs(Scopes.LINE_ITEM, authorization);
        Column column = items.replace(items.find(courseId, id), body);
        return ResponseEntity.ok().contentType(ITEM).body(described(column));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @PathVariable long id) {
        bearer.needs(Scopes.LINE_ITEM, authorization);
        items.remove(items.find(courseId, id));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/scores")
    ResponseEntity<Object> score(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestBody Map<String, Object> body) {
        bearer.needs(Scopes.SCORE, authorization);
        Column column = items.find(courseId, id);
        items.score(column, body);
        return ResponseEntity.ok(Map.of("resultUrl", url(column) + "/results/" + body.get("userId")));
    }

    @GetMapping("/{id}/results")
    ResponseEntity<Object> results(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long courseId,
            @PathVariable long id,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "user_id", required = false) @Nullable String userId) {
        bearer.needs(Scopes.RESULT, authorization);
        Column column = items.find(courseId, id);
        List<Map<String, Object>> results = column.scores().entrySet().stream()
                .filter(one -> userId == null || userId.equals(one.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(one -> result(column, one.getKey(), one.getValue()))
                .toList();
        Page<Map<String, Object>> shown = Paging.page(results, limit, page);
        String next = "%s/results?limit=%d&page=%d".formatted(url(column), limit, page + 1);
        return Paging.answer(shown, next, RESULTS, shown.items());
    }

    @ExceptionHandler(LineItems.Refused.class)
    ResponseEntity<Map<String, Object>> refused(LineItems.Refused why) {
        return ResponseEntity.status(why.status())
                .body(Map.of("errors", Map.of("type", "refused", "message", String.valueOf(why.getMessage()))));
    }

    private static Course course(long id) {
        return World.course(id).orElseThrow(() -> new LineItems.Refused(404, "no such course"));
    }

    private static boolean matches(Column column, String parameter, String field, Map<String, String> query) {
        String wanted = query.get(parameter);
        return wanted == null || wanted.equals(column.description().get(field));
    }

    private String url(Column column) {
        return places.own("/api/lti/courses/%d/line_items/%d".formatted(column.course(), column.id()));
    }

    private Map<String, Object> described(Column column) {
        Map<String, Object> described = new LinkedHashMap<>(column.description());
        described.put("id", url(column));
        return described;
    }

    private Map<String, Object> result(Column column, String user, LineItems.Score score) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", url(column) + "/results/" + user);
        result.put("scoreOf", url(column));
        result.put("userId", user);
        if (score.given() != null) {
            result.put("resultScore", score.given());
            result.put("resultMaximum", Objects.requireNonNullElse(score.maximum(), score.given()));
        }
        if (score.comment() != null) {
            result.put("comment", score.comment());
        }
        return result;
    }
}
