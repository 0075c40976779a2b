package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads request parameters suspiciously. */
final class Requests {

    /** Platforms send a few kilobytes; a form larger than this is not read at all. */
    private static final long LARGEST_FORM = 200 * 1024;

    private Requests() {}

    /**
     * Refuses requests whose parameters cannot be read or are sent twice, because two readers of such a request may
     * see different things.
     */
    static void checkParameters(HttpServletRequest request) {
        if (request.getContentLengthLong() > LARGEST_FORM) {
            throw Refusal.TOO_LARGE.because("the form is too large");
        }
        try {
            for (String[] values : request.getParameterMap().values()) {
                if (values.length != 1) {
                    throw Refusal.REQUEST.because("a parameter was sent twice");
                }
            }
        } catch (IllegalStateException unreadable) {
            throw Refusal.REQUEST.because("the parameters cannot be read");
        }
    }

    /** Returns a parameter that must be there, must not be blank and must not be longer than {@code longest}. */
    static String required(HttpServletRequest request, String name, int longest) {
        String value = optional(request, name, longest);
        if (value == null) {
            throw Refusal.REQUEST.because(name + " is missing");
        }
        return value;
    }

    /** Returns a parameter, or null where it is absent or blank. */
    static @Nullable String optional(HttpServletRequest request, String name, int longest) {
        String value = request.getParameter(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > longest) {
            throw Refusal.REQUEST.because(name + " is too long");
        }
        return value;
    }
}
