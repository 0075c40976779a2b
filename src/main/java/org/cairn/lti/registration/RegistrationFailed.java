package org.cairn.lti.registration;

import java.util.Objects;

/** Says that a registration failed; the message is safe to show and to log, and may be empty. */
final class RegistrationFailed extends Exception {

    private final Failure failure;

    RegistrationFailed(Failure failure, String detail) {
        super(detail, null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
