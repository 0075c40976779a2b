package org.cairn.web.api;

/** The checks that several calls share. */
final class Checks {

    static final String MISSING = "is missing";
    static final String LONG = "is longer than {max} characters";

    private Checks() {}

    /** How many rows a listing may have. */
    static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ApiProblem.badRequest("'limit' must be between 1 and %d.".formatted(most))
                    .with("field", "limit");
        }
        return limit;
    }
}
