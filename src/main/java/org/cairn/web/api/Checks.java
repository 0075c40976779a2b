package org.cairn.web.api;

import org.cairn.complaint.Complaint;

/** The checks that several calls share. */
public final class Checks {

    public static final String MISSING = "is missing";
    public static final String LONG = "is longer than {max} characters";

    private Checks() {}

    /** How many rows a listing may have. */
    public static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ApiProblem.badRequest(Complaint.of("api.limit", most)).with("field", "limit");
        }
        return limit;
    }
}
