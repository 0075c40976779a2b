package org.cairn.web.api;

import java.net.URI;
import java.util.regex.Pattern;

/** The checks that several calls share. */
final class Checks {

    static final String MISSING = "is missing";
    static final String LONG = "is longer than {max} characters";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final int LONGEST_URL = 2000;

    private Checks() {}

    /** An absolute https address; plain http only on this machine, for tests and the practice platform. */
    static URI webAddress(String field, URI address) {
        String host = address.getHost();
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme())
                        && host != null
                        && LOOPBACK.matcher(host).matches());
        if (host == null || !safe || address.getUserInfo() != null || address.getFragment() != null) {
            throw ApiProblem.badRequest(
                            "'%s' must be an absolute https URL (http only for loopback) without user and fragment."
                                    .formatted(field))
                    .with("field", field);
        }
        if (address.toString().length() > LONGEST_URL) {
            throw ApiProblem.badRequest("'%s' is longer than %d characters.".formatted(field, LONGEST_URL))
                    .with("field", field);
        }
        return address;
    }

    /** How many rows a listing may have. */
    static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ApiProblem.badRequest("'limit' must be between 1 and %d.".formatted(most))
                    .with("field", "limit");
        }
        return limit;
    }
}
