package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Cuts lists into pages as Canvas does, with a {@code Link} header that leads to the next one. */
final class Paging {

    private static final int MOST = 50;

    private Paging() {}

    /** One page of a list. */
    record Page<T>(List<T> items, boolean more) {}

    static <T> Page<T> page(List<T> all, int limit, int page) {
        int size = Math.clamp(limit, 1, MOST);
        int from = (int) Math.min((long) (Math.max(page, 1) - 1) * size, all.size());
        int to = Math.min(from + size, all.size());
        return new Page<>(all.subList(from, to), to < all.size());
    }

    /** The address of the page after this one, with whatever was asked for. */
    static String next(String self, Map<String, String> query, int page) {
        UriComponentsBuilder next = UriComponentsBuilder.fromUriString(self);
        Map<String, Object> values = new LinkedHashMap<>(query);
        values.put("page", page + 1);
        values.keySet().forEach(name -> next.queryParam(name, "{" + name + "}"));
        return next.encode().buildAndExpand(values).toUriString();
    }

    static ResponseEntity<Object> answer(Page<?> page, String next, MediaType type, Object body) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(type);
        if (page.more()) {
            answer.header("Link", "<%s>; rel=\"next\"".formatted(next));
        }
        return answer.body(body);
    }
}
