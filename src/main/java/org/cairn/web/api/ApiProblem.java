package org.cairn.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Ends a call with a problem (RFC 9457): a status, a sentence that helps, and fields that a script can read. */
public final class ApiProblem extends RuntimeException {

    private final HttpStatus status;
    private final String detail;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    public ApiProblem(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    public static ApiProblem badRequest(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, detail);
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, detail);
    }

    public static ApiProblem conflict(String detail) {
        return new ApiProblem(HttpStatus.CONFLICT, detail);
    }

    public ApiProblem with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
