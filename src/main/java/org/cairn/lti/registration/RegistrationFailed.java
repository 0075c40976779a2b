package org.cairn.lti.registration;

import java.util.Objects;
import org.cairn.complaint.Complaint;
import org.jspecify.annotations.Nullable;

/** Says that a registration failed; the message is safe to show and to log, and may be empty. */
final class RegistrationFailed extends Exception {

    private final Failure failure;
    private final transient @Nullable Complaint why;

    RegistrationFailed(Failure failure, String detail) {
        super(detail, null, false, false);
        this.failure = failure;
        this.why = null;
    }

    RegistrationFailed(Failure failure, Complaint why) {
        super(why.line(), null, false, false);
        this.failure = failure;
        this.why = why;
    }

    Failure failure() {
        return failure;
    }

    /** What has words of its own, instead of the detail. */
    @Nullable
    Complaint why() {
        return why;
    }

    String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
