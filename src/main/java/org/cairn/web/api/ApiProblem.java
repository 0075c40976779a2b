package org.cairn.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.complaint.Complaint;
import org.springframework.http.HttpStatus;

/** Ends a call with a problem (RFC 9457): a status, a sentence that helps, and fields that a script can read. */
public final class ApiProblem extends RuntimeException {

    private final HttpStatus status;
    private final List<Complaint> why;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** With the reason last, behind what says where it lies. */
    public ApiProblem(HttpStatus status, List<Complaint> why) {
        super(Complaint.line(why));
        this.status = status;
        this.why = why;
    }

    public ApiProblem(HttpStatus status, Complaint why) {
        this(status, List.of(why));
    }

    public ApiProblem(HttpStatus status, String detail) {
        this(status, new Complaint(Complaint.SAID, List.of(detail)));
    }

    public static ApiProblem badRequest(Complaint why) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, why);
    }

    public static ApiProblem notFound(Complaint why) {
        return new ApiProblem(HttpStatus.NOT_FOUND, why);
    }

    public static ApiProblem conflict(Complaint why) {
        return new ApiProblem(HttpStatus.CONFLICT, why);
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

    List<Complaint> why() {
        return why;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
