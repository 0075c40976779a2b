package org.cairn.ingest.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused (RFC 9457).
 *
 * @param retryAfterSeconds when it is worth trying again; null when it is not
 */
final class Problem extends Exception {

    private final int status;
    private final String code;
    private final @Nullable Integer retryAfterSeconds;

    Problem(int status, String code, String detail, @Nullable Integer retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
