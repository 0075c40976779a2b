package org.cairn.pathway;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Activity;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;

/** Checks and settles how an activity is named. */
final class Activities {

    private static final Pattern NAME = Pattern.compile("course|[a-z][a-z0-9-]{0,30}:\\S+");
    private static final Pattern SHORT_GLOBAL = Pattern.compile("\\d{1,9}~(\\d{1,18})");
    private static final Pattern NUMBER = Pattern.compile("\\d{14,30}");

    /** A global id on Canvas is the shard times this, plus the local id. */
    private static final BigInteger CANVAS_SHARD = BigInteger.TEN.pow(13);

    private Activities() {}

    static boolean isWholeCourse(String activity) {
        return activity.equals("course");
    }

    /** @throws Pathways.InvalidBadge when the activity is not named as activities are */
    static Activity normal(Family family, Activity activity) {
        String id = activity.id().strip();
        String course = activity.course() == null || activity.course().isBlank()
                ? null
                : activity.course().strip();
        check(id, course);
        return switch (family) {
            case CANVAS -> new Activity(activity.platform(), course == null ? null : canvasLocal(course), local(id));
            case MOODLE, OTHER -> new Activity(activity.platform(), course, id);
        };
    }

    private static void check(String id, @Nullable String course) {
        if (!NAME.matcher(id).matches() || isTooLong(id, 1_500) || hasControls(id)) {
            throw new Pathways.InvalidBadge(Complaint.of("binding.no-activity"));
        }
        if (isWholeCourse(id) && course == null) {
            throw new Pathways.InvalidBadge(Complaint.of("binding.course-of-what"));
        }
        if (course != null && (isTooLong(course, 255) || hasControls(course))) {
            throw new Pathways.InvalidBadge(Complaint.of("binding.no-course"));
        }
    }

    private static boolean isTooLong(String text, int bytes) {
        return text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }

    private static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static String local(String id) {
        int colon = id.indexOf(':');
        // what a sender of simple events calls its own things by is no number of Canvas's, even if it looks like one
        return colon < 0 || id.startsWith("event:")
                ? id
                : id.substring(0, colon + 1) + canvasLocal(id.substring(colon + 1));
    }

    private static String canvasLocal(String id) {
        var shortGlobal = SHORT_GLOBAL.matcher(id);
        if (shortGlobal.matches()) {
            return shortGlobal.group(1);
        }
        return NUMBER.matcher(id).matches()
                ? new BigInteger(id).mod(CANVAS_SHARD).toString()
                : id;
    }
}
