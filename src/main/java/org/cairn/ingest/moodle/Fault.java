package org.cairn.ingest.moodle;

import java.util.Set;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;

/** An error that Moodle answered with HTTP 200; its code is stable, its class and its words are not. */
final class Fault extends Exception {

    /** Moodle says no to everything for as long as this lasts. */
    private static final int MAINTENANCE_SECONDS = 900;

    private static final Set<String> TOKEN = Set.of(
            "invalidtoken",
            "invalidtimedtoken",
            "invalidiptoken",
            "servicenotavailable",
            "wsaccessuserdeleted",
            "wsaccessuserexpired",
            "wsaccessusernologin",
            "wsaccessusersuspended",
            "wsaccessuserunconfirmed",
            "wsaccessuserforcepasswordchange");
    private static final Set<String> AWAY = Set.of("sitemaintenance", "upgraderunning");
    private static final Set<String> NO_COURSE =
            Set.of("invalidcourseid", "cannotfindcourse", "invalidrecord", "invalidrecordunknown");
    private static final Set<String> NOT_PERMITTED = Set.of(
            "accessexception",
            "nopermissions",
            "nopermission",
            "cannotviewreport",
            "accessdenied",
            "nopermissiontoviewgrades",
            "requireloginerror",
            "errorcoursecontextnotvalid",
            "notenrolled");
    private static final Set<String> NO_SIGNAL =
            Set.of("completionnotenabled", "nocriteriaset", "usernotenroled", "notingroup");

    private final String function;
    private final String code;

    Fault(String function, String code) {
        super("%s: %s".formatted(function, code));
        this.function = function;
        this.code = code;
    }

    boolean is(String wanted) {
        return code.equals(wanted);
    }

    /** True when nothing else needs to be asked now: the token is not taken, or the whole site is away. */
    boolean endsEverything() {
        return TOKEN.contains(code) || AWAY.contains(code);
    }

    /** True when there is nothing to know, which is no error. */
    boolean meansNothing() {
        return NO_SIGNAL.contains(code);
    }

    /** The same as a refusal of the whole course. */
    Refused refused() {
        if (TOKEN.contains(code)) {
            return new Refused(
                    Reason.NOT_ALLOWED,
                    "Moodle does not take the token (%s). Make a new one for the service user, and store it here."
                            .formatted(code));
        }
        if (AWAY.contains(code)) {
            return new Refused(
                    Reason.THROTTLED, "Moodle is under maintenance (%s).".formatted(code), MAINTENANCE_SECONDS);
        }
        if (NO_COURSE.contains(code)) {
            return new Refused(Reason.NO_COURSE, "Moodle knows no such course (%s).".formatted(code));
        }
        return new Refused(NOT_PERMITTED.contains(code) ? Reason.NOT_ALLOWED : Reason.UNUSABLE, words());
    }

    /** What happened, for an administrator. */
    String words() {
        return switch (code) {
            case "accessexception" ->
                "Moodle does not let the token use %s: add the function to its service, and see that the token has not ended and is not bound to another address."
                        .formatted(function);
            case "requireloginerror", "errorcoursecontextnotvalid", "notenrolled" ->
                "The service user may not enter the course, so %s was refused (%s): give it the capability to view all courses."
                        .formatted(function, code);
            default ->
                NOT_PERMITTED.contains(code)
                        ? "The service user lacks a capability that %s needs (%s).".formatted(function, code)
                        : "Moodle answered %s with the error %s.".formatted(function, code);
        };
    }
}
