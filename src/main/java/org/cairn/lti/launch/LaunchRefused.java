package org.cairn.lti.launch;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/** Says why a login or a launch was refused; its message holds no secret and no personal data. */
final class LaunchRefused extends AuthenticationException {

    private final transient Refusal refusal;
    private final @Nullable String again;

    LaunchRefused(Refusal refusal, String detail) {
        this(refusal, detail, null);
    }

    private LaunchRefused(Refusal refusal, String detail, @Nullable String again) {
        super(detail);
        this.refusal = refusal;
        this.again = again;
    }

    /** Says the same, and where on the platform we can be opened again. */
    LaunchRefused leadingTo(@Nullable String page) {
        return new LaunchRefused(refusal, String.valueOf(getMessage()), page);
    }

    @Nullable
    String again() {
        return again;
    }

    Refusal refusal() {
        return refusal;
    }

    /** A refusal is an answer, not a fault: nobody reads its stack trace, and an attacker can cause many. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
