package org.cairn.practice.canvas;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.cairn.practice.Places;
import org.cairn.practice.PracticeState;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The Canvas's REST interface: for whoever shows its one token, in pages, and not more than is good for it. */
@RestController
@Profile("practice")
@RequestMapping("/practice/api/v1")
public class CanvasRestController {

    /** Fewer than people ask for, so that there is more than one page. */
    private static final int LONGEST_PAGE = 20;

    private final CanvasRest canvas;
    private final Throttle throttle;
    private final Places places;
    private final String token;

    CanvasRestController(CanvasRest canvas, Places places, PracticeState state, Clock clock) {
        this.canvas = canvas;
        this.places = places;
        this.throttle = new Throttle(clock);
        this.token = "1~" + state.secret("canvas-token");
    }

    /** What an administrator's token is. */
    public String token() {
        return token;
    }

    @GetMapping("/users/self")
    ResponseEntity<Object> self(@RequestHeader(required = false) @Nullable String authorization) {
        return guarded(authorization, () -> ResponseEntity.ok().body(CanvasRest.user(World.ADMINISTRATOR)));
    }

    @GetMapping("/courses")
    ResponseEntity<Object> courses(
            HttpServletRequest request,
            @RequestHeader(required = false) @Nullable String authorization,
            @RequestParam MultiValueMap<String, String> query) {
        return guarded(authorization, () -> answer(request, canvas.courses(), query));
    }

    @GetMapping({"/courses/{course}", "/courses/{course}/{*what}"})
    ResponseEntity<Object> course(
            HttpServletRequest request,
            @RequestHeader(required = false) @Nullable String authorization,
            @PathVariable String course,
            @PathVariable(required = false) @Nullable String what,
            @RequestParam MultiValueMap<String, String> query) {
        String below = what == null ? "" : what.replaceAll("^/|/$", "");
        return guarded(authorization, () -> answer(request, canvas.about(canvas.course(course), below, query), query));
    }

    /** Refuses whoever is not known, then whoever asks too much. */
    private ResponseEntity<Object> guarded(@Nullable String authorization, Supplier<ResponseEntity<Object>> answer) {
        if (!("Bearer " + token).equals(authorization)) {
            return ResponseEntity.status(401)
                    .header("WWW-Authenticate", "Bearer realm=\"canvas-lms\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("errors", List.of(Map.of("message", "Invalid access token."))));
        }
        double left = throttle.pour();
        String remaining = String.format(Locale.ROOT, "%.1f", Math.max(0, left));
        if (left < 0) {
            return ResponseEntity.status(403)
                    .header("X-Rate-Limit-Remaining", remaining)
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("403 Forbidden (Rate Limit Exceeded)\n");
        }
        ResponseEntity<Object> good = answer.get();
        return ResponseEntity.status(good.getStatusCode())
                .headers(good.getHeaders())
                .header("X-Request-Cost", Double.toString(Throttle.COST))
                .header("X-Rate-Limit-Remaining", remaining)
                .body(good.getBody());
    }

    private ResponseEntity<Object> answer(
            HttpServletRequest request, Object found, MultiValueMap<String, String> query) {
        if (!(found instanceof List<?> list)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(found);
        }
        int number = number(query, "page", 1);
        int size = Math.clamp(number(query, "per_page", 10), 1, LONGEST_PAGE);
        Paging.Page<?> page = Paging.page(list, size, number);
        String next = UriComponentsBuilder.fromUriString(places.origin() + request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("page", number + 1)
                .build(true)
                .toUriString();
        return Paging.answer(page, next, MediaType.APPLICATION_JSON, page.items());
    }

    private static int number(MultiValueMap<String, String> query, String name, int otherwise) {
        String text = query.getFirst(name);
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
