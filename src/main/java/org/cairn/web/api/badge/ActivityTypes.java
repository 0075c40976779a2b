package org.cairn.web.api.badge;

import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.platform.Family;
import org.cairn.web.api.ApiProblem;

/**
 * The types of activities that a platform's events and services can speak of: a binding to a misspelt one would wait
 * for ever.
 */
final class ActivityTypes {

    private static final String WHOLE_COURSE = "course";

    private ActivityTypes() {}

    /** Refuses what cannot be an activity of such a platform. */
    static void check(Family family, String activity) {
        int colon = activity.indexOf(':');
        boolean known = activity.equals(WHOLE_COURSE)
                || (colon > 0
                        && colon < activity.length() - 1
                        && (family == Family.OTHER || of(family).contains(activity.substring(0, colon))));
        if (!known) {
            throw ApiProblem.badRequest(
                            Complaint.of("api.no-activity", activity, WHOLE_COURSE, String.join(", ", of(family))))
                    .with("field", "activity");
        }
    }

    private static List<String> of(Family family) {
        return switch (family) {
            case CANVAS -> List.of("assignment", "quiz", "module", "outcome", "line-item", "xapi", "caliper", "event");
            case MOODLE -> List.of("cm", "line-item", "xapi", "caliper", "event");
            case OTHER ->
                List.of("assignment", "quiz", "module", "outcome", "cm", "line-item", "xapi", "caliper", "event");
        };
    }
}
