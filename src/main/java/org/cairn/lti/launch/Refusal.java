package org.cairn.lti.launch;

/** The ways in which a login, a launch or a request within a session is refused, and what the browser is told. */
enum Refusal {
    REQUEST(400, "launch.request"),
    METHOD(400, "launch.method"),
    PLATFORM_UNKNOWN(400, "launch.platform"),
    PLATFORM_PAUSED(403, "launch.paused"),
    DEPLOYMENT(403, "launch.deployment"),
    TARGET(400, "launch.target"),
    DECLINED(401, "launch.declined"),
    STATE(401, "launch.state"),
    BROWSER(401, "launch.browser"),
    TOKEN(401, "launch.token"),
    REPLAYED(401, "launch.replayed"),
    MESSAGE(400, "launch.message"),
    CLOCK(401, "launch.clock"),
    CROWD(429, "launch.crowd"),
    TOO_LARGE(413, "launch.too-large"),
    EXPIRED(401, "launch.expired"),
    FOREIGN(403, "launch.foreign"),
    ROLE(403, "launch.role");

    private final int status;
    private final String problem;

    Refusal(int status, String problem) {
        this.status = status;
        this.problem = problem;
    }

    /** The HTTP status of the answer. */
    int status() {
        return status;
    }

    /** The code under which the error page finds its words. */
    String problem() {
        return problem;
    }

    /** Whether opening the tool again can help: then the page has a button for it. */
    boolean mayTryAgain() {
        return switch (this) {
            case REQUEST, METHOD, DECLINED, STATE, BROWSER, TOKEN, CLOCK, REPLAYED, CROWD, EXPIRED, FOREIGN -> true;
            case PLATFORM_UNKNOWN, PLATFORM_PAUSED, DEPLOYMENT, TARGET, MESSAGE, TOO_LARGE, ROLE -> false;
        };
    }

    /** Refuses; {@code detail} is for the log and must hold nothing that came with the request. */
    LaunchRefused because(String detail) {
        return new LaunchRefused(this, detail);
    }
}
