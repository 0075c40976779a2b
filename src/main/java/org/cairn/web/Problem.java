package org.cairn.web;

import org.springframework.http.HttpStatus;

/** Says that a page cannot be shown: with the status and the code under which the error page words it. */
public final class Problem extends RuntimeException {

    private final HttpStatus status;
    private final String code;

    private Problem(HttpStatus status, String code) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** What was asked for does not exist, or is not theirs to see: nobody can tell which. */
    public static Problem notFound() {
        return new Problem(HttpStatus.NOT_FOUND, "not-found");
    }

    public static Problem forbidden() {
        return new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }

    public static Problem badRequest() {
        return new Problem(HttpStatus.BAD_REQUEST, "bad-request");
    }

    /** A page that only makes sense in a course was opened outside one. */
    public static Problem noCourse() {
        return new Problem(HttpStatus.BAD_REQUEST, "no-course");
    }

    /** A page of the platform's picker was opened without it. */
    public static Problem nothingToChoose() {
        return new Problem(HttpStatus.BAD_REQUEST, "nothing-to-choose");
    }

    /** The platform's gradebook asked for somebody who is not known to be in the course. */
    public static Problem notInRoster() {
        return new Problem(HttpStatus.NOT_FOUND, "not-in-roster");
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
