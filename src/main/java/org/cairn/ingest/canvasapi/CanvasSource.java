package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.pull.Source;
import org.cairn.lti.Course;
import org.cairn.net.Outbound;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks Canvas what students achieved, by its REST interface and with the token of somebody who may see it. */
@Component
class CanvasSource implements Source {

    /** What a token must be good for, under {@code /api/v1/courses/:id/}. */
    private static final List<String> NEEDED = List.of(
            "assignments",
            "modules",
            "enrollments",
            "students/submissions?student_ids[]=all",
            "outcome_results",
            "bulk_user_progress");

    private final Outbound outbound;
    private final Clock clock;

    CanvasSource(Outbound outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS_API;
    }

    @Override
    public void read(Account account, Course course, Reading reading) throws Refused {
        CourseRead.begin(
                        new CanvasCalls(outbound, account),
                        course,
                        reading,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        clock)
                .readAll();
    }

    /** Whether the token is known, and, by the first course that its person teaches, what they may not see in it. */
    @Override
    public Pulls.Trial tryOut(Account account) {
        CanvasCalls calls = new CanvasCalls(outbound, account);
        try {
            calls.checkToken();
        } catch (Refused e) {
            return new Pulls.Trial(false, List.of(), e.getMessage());
        }
        try {
            JsonNode courses = calls.get(calls.url("courses", "per_page", "1", "enrollment_type", "teacher"))
                    .json();
            String id = Fields.text(courses.path(0), "id");
            return new Pulls.Trial(true, id.isEmpty() ? List.of() : missing(calls, id), null);
        } catch (Refused e) {
            return new Pulls.Trial(true, List.of(), e.getMessage());
        }
    }

    /** What simply is not there, such as outcomes in a course without any, is nothing that is missing. */
    private static List<String> missing(CanvasCalls calls, String course) throws Refused {
        List<String> missing = new ArrayList<>();
        for (String path : NEEDED) {
            String whole = "courses/" + course + "/" + path.replace("[]", "%5B%5D");
            try {
                calls.get(URI.create(calls.url(whole) + (path.contains("?") ? "&" : "?") + "per_page=1"));
            } catch (Refused e) {
                if (e.reason() == Reason.NOT_ALLOWED) {
                    missing.add("GET /api/v1/courses/:id/" + path.toLowerCase(Locale.ROOT));
                } else if (e.reason() == Reason.NOT_REACHED || e.reason() == Reason.THROTTLED) {
                    throw e;
                }
            }
        }
        return missing;
    }
}
