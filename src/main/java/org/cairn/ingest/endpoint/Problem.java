package org.cairn.ingest.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a request is refused (RFC 9457). */
public final class Problem extends Exception {

    private final int status;
    private final String code;
    private final Map<String, String> headers;

    private Problem(int status, String code, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** A refusal that may be over after so many seconds. */
    public Problem(int status, String code, String detail, int retryAfterSeconds) {
        this(status, code, detail, Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    static Problem unknown() {
        return new Problem(404, "unknown-feed", "There is no feed at this address.");
    }

    /** The method is none of those allowed here. */
    public static Problem method(String allowed) {
        return new Problem(405, "method", "Events are sent by %s.".formatted(allowed), Map.of("Allow", allowed));
    }

    static Problem unauthorized(String detail) {
        return new Problem(
                401, "secret", detail, Map.of("WWW-Authenticate", "Basic realm=\"cairn\", charset=\"UTF-8\""));
    }

    public int status() {
        return status;
    }

    String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }

    /** What the refusal says of itself in its header fields, null where it says nothing of that name. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
