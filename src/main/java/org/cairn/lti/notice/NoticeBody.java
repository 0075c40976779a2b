package org.cairn.lti.notice;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a delivery: {@code {"notices":[{"jwt":"…"}]}}, within limits. */
final class NoticeBody {

    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_NOTICES = 100;

    /** A sender that is still writing does not read our answer, so some more is read and thrown away. */
    private static final long MOST_THROWN_AWAY = 8L * 1024 * 1024;

    private NoticeBody() {}

    /** Says that the whole body cannot be used. */
    static final class Unusable extends Exception {
        private final int status;

        Unusable(int status, String detail) {
            super(detail, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Returns the JWTs; an entry that has none is an empty text, which no reader accepts. */
    static List<String> read(HttpServletRequest request, JsonMapper json) throws Unusable {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Unusable(415, "Send the notices as they are, without Content-Encoding.");
        }
        JsonNode notices = parsed(bytes(request), json).path("notices");
        if (!notices.isArray()) {
            throw new Unusable(400, "The body is an object with a list 'notices'.");
        }
        if (notices.size() > MOST_NOTICES) {
            throw new Unusable(400, "At most %d notices may come at once.".formatted(MOST_NOTICES));
        }
        List<String> jwts = new ArrayList<>();
        notices.forEach(notice -> {
            JsonNode jwt = notice.path("jwt");
            jwts.add(jwt.isString() ? jwt.stringValue() : "");
        });
        return jwts;
    }

    private static byte[] bytes(HttpServletRequest request) throws Unusable {
        try {
            InputStream in = request.getInputStream();
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throwAway(in);
                throw new Unusable(413, "The body may hold at most 256 kB.");
            }
            return body;
        } catch (IOException gone) {
            throw new Unusable(400, "The body could not be read.");
        }
    }

    private static void throwAway(InputStream in) throws IOException {
        byte[] rest = new byte[8192];
        long thrown = 0;
        int read = in.read(rest);
        while (read > 0 && thrown < MOST_THROWN_AWAY) {
            thrown += read;
            read = in.read(rest);
        }
    }

    private static JsonNode parsed(byte[] body, JsonMapper json) throws Unusable {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new Unusable(400, "The body is not JSON.");
        }
    }
}
