package org.cairn.practice.moodle;

import java.util.List;
import org.cairn.practice.lti.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** How Moodle's services compare media types: letter by letter. */
final class MoodleAccept {

    private MoodleAccept() {}

    /** No Accept header, or exactly this type. */
    static void exactly(HttpHeaders headers, MediaType type) {
        List<String> accept = headers.getOrEmpty(HttpHeaders.ACCEPT);
        if (!accept.isEmpty() && !String.join(",", accept).equals(type.toString())) {
            throw Refusal.moodle(400, "Bad Request");
        }
    }

    /** No Accept header, exactly this type, or anything that contains a wildcard. */
    static void openly(HttpHeaders headers, MediaType type) {
        if (!String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT)).contains("*/*")) {
            exactly(headers, type);
        }
    }

    /** The type of a body: exactly this one, perhaps with parameters. */
    static void sent(HttpHeaders headers, MediaType type) {
        @Nullable String sent = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (sent == null || !sent.split(";", 2)[0].trim().equals(type.toString())) {
            throw Refusal.moodle(400, "Bad Request");
        }
    }
}
