package org.cairn.lti.launch;

import org.springframework.security.core.AuthenticationException;

/** Says why a login or a launch was refused; its message holds no secret and no personal data. */
final class LaunchRefused extends AuthenticationException {

    private final transient Refusal refusal;

    LaunchRefused(Refusal refusal, String detail) {
        super(detail);
        this.refusal = refusal;
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
