package org.cairn.ingest.moodle;

import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;

/** An error that Moodle answered with HTTP 200; its code is stable, its class and its words are not. */
final class Fault extends Exception {

    /** The course's completion is not shown: for want of a capability, and where the course tracks none. */
    static final String NOT_SHOWN = "cannotviewreport";

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
    private static final Set<String> NO_COURSE = Set.of("invalidcourseid", "cannotfindcourse");
    private static final Set<String> NO_RECORD = Set.of("invalidrecord", "invalidrecordunknown");
    private static final Set<String> NOT_PERMITTED = Set.of(
            "accessexception",
            "nopermissions",
            "nopermission",
            NOT_SHOWN,
            "accessdenied",
            "nopermissiontoviewgrades",
            "requireloginerror",
            "errorcoursecontextnotvalid",
            "notenrolled",
            "notingroup");
    private static final Set<String> NO_SIGNAL = Set.of(
            "completionnotenabled",
            "nocriteriaset",
            "usernotenroled",
            "userdeleted",
            "usernotconfirmed",
            "suspended",
            "invaliduser",
            "noguest",
            "guestsarenotallowed");

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

    /** True when there is nothing to know of this student or course, which is no error. */
    boolean meansNothing() {
        return NO_SIGNAL.contains(code);
    }

    /** The same as a refusal of the whole course. */
    Refused refused() {
        if (TOKEN.contains(code)) {
            return new Refused(Reason.NOT_ALLOWED, Complaint.of("moodle.token", code));
        }
        if (AWAY.contains(code)) {
            return new Refused(Reason.THROTTLED, Complaint.of("moodle.maintenance", code), MAINTENANCE_SECONDS);
        }
        if (NO_COURSE.contains(code) || isRecordOfCourse()) {
            return new Refused(Reason.NO_COURSE, Complaint.of("moodle.no-course", code));
        }
        return new Refused(NOT_PERMITTED.contains(code) ? Reason.NOT_ALLOWED : Reason.UNUSABLE, why());
    }

    /** The contents fail like that for any activity that is broken. */
    private boolean isRecordOfCourse() {
        return NO_RECORD.contains(code) && !function.equals(Functions.CONTENTS);
    }

    /** What happened, for an administrator. */
    Complaint why() {
        return switch (code) {
            case "accessexception" -> Complaint.of("moodle.not-in-service", function);
            case NOT_SHOWN -> Complaint.of("moodle.not-shown", function, code);
            case "requireloginerror", "errorcoursecontextnotvalid", "notenrolled" ->
                Complaint.of("moodle.not-in-course", function, code);
            default ->
                NOT_PERMITTED.contains(code)
                        ? Complaint.of("moodle.capability", function, code)
                        : Complaint.of("moodle.error", function, code);
        };
    }
}
