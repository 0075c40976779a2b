package org.cairn.lti.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.jspecify.annotations.Nullable;

/** Says that a platform's service gave no usable answer; the reason names nobody and holds no secret. */
public final class ServiceRefused extends Exception {

    /** What went wrong, for those who decide whether and when to try again. */
    public enum Reason {
        /** The URL is none to which this platform's tokens are sent, or none that Cairn calls. */
        NOT_ALLOWED,
        /** The platform gave no token. */
        NO_TOKEN,
        /** The platform gave a token that lacks a scope: somebody must grant it. */
        NOT_GRANTED,
        /** The platform wants us to slow down. */
        THROTTLED,
        /** There was no answer in time. */
        NOT_REACHED,
        /** There was an answer that means nothing. */
        UNUSABLE
    }

    private final Reason reason;
    private final List<Complaint> why;
    private final @Nullable Duration retryAfter;

    public ServiceRefused(Reason reason, Complaint why) {
        this(reason, List.of(why), null, null);
    }

    public ServiceRefused(Reason reason, Complaint why, Throwable cause) {
        this(reason, List.of(why), null, cause);
    }

    ServiceRefused(Reason reason, List<Complaint> why, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(Complaint.line(why), cause);
        this.reason = reason;
        this.why = List.copyOf(why);
        this.retryAfter = retryAfter;
    }

    static ServiceRefused throttled(String host, Duration retryAfter) {
        return new ServiceRefused(
                Reason.THROTTLED,
                List.of(Complaint.of("service.throttled", host, retryAfter.toSeconds())),
                retryAfter,
                null);
    }

    /** The same refusal for another caller: one exception is not thrown on two threads. */
    ServiceRefused again() {
        return new ServiceRefused(reason, why, retryAfter, null);
    }

    public List<Complaint> why() {
        return why;
    }

    public Reason reason() {
        return reason;
    }

    /** How long to wait before the next try, where the platform or our own patience says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Says whether the same call may succeed later without anybody changing anything. */
    public boolean mayPass() {
        return switch (reason) {
            case NOT_ALLOWED, NOT_GRANTED -> false;
            case NO_TOKEN, THROTTLED, NOT_REACHED, UNUSABLE -> true;
        };
    }
}
