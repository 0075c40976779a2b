package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.canvasapi.Bookmark.Part;
import org.cairn.ingest.canvasapi.Bookmark.Run;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.ingest.pull.Source.Sight;
import org.cairn.lti.Complaint;
import org.cairn.lti.Course;
import tools.jackson.databind.JsonNode;

/**
 * One reading of one course: first what there is in it and who, then, page by page and able to go on after a break, what
 * was graded, handed in, mastered and completed.
 */
final class CourseRead {

    private static final String MOST = "100";

    /** So many students' modules are read again when a reading is cut short. */
    private static final String FEW = "20";

    private static final int MOST_PAGES = 2_000;
    private static final Set<String> STUDYING = Set.of("active", "completed", "invited");

    private final CanvasCalls calls;
    private final Source.Reading reading;
    private final Clock clock;
    private final Bookmark bookmark;
    private final String path;
    private final String course;
    private final Map<String, JsonNode> assignments = new HashMap<>();
    private final Set<String> students = new LinkedHashSet<>();
    private boolean modular;
    private Instant asked = Instant.EPOCH;
    private Run run;

    private CourseRead(
            CanvasCalls calls,
            Source.Reading reading,
            Clock clock,
            String path,
            String course,
            Run run,
            Bookmark bookmark) {
        this.calls = calls;
        this.reading = reading;
        this.clock = clock;
        this.path = path;
        this.course = course;
        this.run = run;
        this.bookmark = bookmark;
    }

    /** Where a launch told no number of the course, Canvas finds it by its LTI context id, and tells the number. */
    static CourseRead begin(CanvasCalls calls, Course course, Source.Reading reading, Instant now, Clock clock)
            throws Refused {
        boolean numbered = course.ownId().matches("\\d{1,18}");
        String asked = numbered
                ? course.ownId()
                : "lti_context_id:" + URLEncoder.encode(course.contextId(), StandardCharsets.UTF_8);
        JsonNode answer = calls.get(calls.url("courses/" + asked)).json();
        String own = numbered
                ? course.ownId()
                : Ids.local(answer, "id")
                        .orElseThrow(() -> new Refused(Reason.UNUSABLE, Complaint.of("canvas.no-number")));
        Bookmark bookmark = Bookmark.read(reading.cursor());
        Run run = bookmark.go(now);
        CourseRead read = new CourseRead(calls, reading, clock, "courses/" + asked + "/", own, run, bookmark);
        reading.saw(List.of(read.sights(now).course(answer)), read.cursor());
        return read;
    }

    void readAll() throws Refused {
        readAssignments();
        pages(url("modules"), page -> {
            modular |= page.json().size() > 0;
            saw(each(page.json(), module -> List.of(now().module(module))));
        });
        readEnrolments();
        if (run.part() == Part.GRADED) {
            readSubmissions(bookmark.readsAll(run) ? Instant.EPOCH : bookmark.gradesFrom(), "graded_since");
            run = run.at(Part.SUBMITTED, null);
        }
        if (run.part() == Part.SUBMITTED) {
            // the whole of it came with the grades already
            if (!bookmark.readsAll(run)) {
                readSubmissions(bookmark.from(), "submitted_since");
            }
            run = run.at(Part.OUTCOMES, null);
        }
        if (run.part() == Part.OUTCOMES) {
            readOutcomes();
            run = run.at(Part.PROGRESS, null);
        }
        if (modular) {
            readProgress();
        }
        reading.saw(List.of(), bookmark.after(run).text());
    }

    /** An assignment that is worth other points than before makes other shares of all its scores. */
    private void readAssignments() throws Refused {
        pages(url("assignments"), page -> {
            List<Sight> sights = each(page.json(), assignment -> {
                Ids.local(assignment, "id").ifPresent(id -> assignments.put(id, assignment));
                return List.of(now().assignment(assignment));
            });
            boolean changed = !reading.news(sights).isEmpty();
            if (changed && !run.whole()) {
                run = run.anew();
            }
            saw(sights);
        });
    }

    private void readEnrolments() throws Refused {
        URI first = url(
                "enrollments",
                "type[]",
                "StudentEnrollment",
                "state[]",
                "active",
                "state[]",
                "invited",
                "state[]",
                "completed",
                "state[]",
                "inactive",
                "state[]",
                "rejected",
                "state[]",
                "deleted",
                "include[]",
                "uuid");
        pages(
                first,
                page -> saw(each(page.json(), enrolment -> {
                    if (STUDYING.contains(Fields.text(enrolment, "enrollment_state"))) {
                        Ids.whole(enrolment, "user_id").ifPresent(id -> students.add(String.valueOf(id)));
                    }
                    return now().enrolment(enrolment);
                })));
    }

    private void readSubmissions(Instant since, String sinceWhat) throws Refused {
        URI first = since.equals(Instant.EPOCH)
                ? url("students/submissions", "student_ids[]", "all")
                : url("students/submissions", "student_ids[]", "all", sinceWhat, since.toString());
        resumable(first, page -> {
            run = run.onePageMore();
            List<Sight> sights = new ArrayList<>();
            for (JsonNode submission : list(page.json()).values()) {
                // as long as it is graded anonymously, even whose it is
                if (Sights.isHeld(submission)) {
                    run = run.holding(Fields.time(submission, "graded_at").orElse(null));
                }
                if (Fields.has(submission, "user_id") && Fields.has(submission, "assignment_id")) {
                    JsonNode assignment = assignments.get(
                            Ids.local(submission, "assignment_id").orElse(""));
                    sights.addAll(now().submission(submission, assignment));
                }
            }
            return sights;
        });
    }

    private void readOutcomes() throws Refused {
        try {
            resumable(url("outcome_results", "include[]", "outcomes"), page -> {
                Map<String, JsonNode> outcomes = new LinkedHashMap<>();
                page.json()
                        .path("linked")
                        .path("outcomes")
                        .values()
                        .forEach(outcome -> Ids.local(outcome, "id").ifPresent(id -> outcomes.put(id, outcome)));
                List<Sight> sights = each(page.json().path("outcome_results"), result -> {
                    String id =
                            Ids.local(result.path("links"), "learning_outcome").orElse("");
                    return Fields.flag(result, "hidden") ? List.of() : List.of(now().outcome(result, outcomes.get(id)));
                });
                outcomes.values().forEach(outcome -> sights.add(now().outcomeTitle(outcome)));
                return sights;
            });
        } catch (Refused e) {
            orElse(e);
        }
    }

    /** Modules are asked about student by student, so only for those whose counts have changed. */
    private void readProgress() throws Refused {
        try {
            resumable(calls.url(path + "bulk_user_progress", "per_page", FEW), page -> {
                for (JsonNode one : list(page.json()).values()) {
                    String student = Ids.whole(one, "id").map(String::valueOf).orElse("");
                    Sight progress = now().progress(one, student);
                    boolean changed = !reading.news(List.of(progress)).isEmpty();
                    if (!student.isEmpty() && (changed || run.whole())) {
                        readModules(student);
                        saw(List.of(progress));
                    }
                }
                return List.of();
            });
        } catch (Refused e) {
            orElse(e);
            // a course whose modules ask for nothing is answered with 400: there is nothing to read in it
            if (e.reason() != Reason.UNUSABLE) {
                for (String student : students) {
                    readModules(student);
                }
            }
        }
    }

    private void readModules(String student) throws Refused {
        try {
            pages(url("modules", "student_id", student, "include[]", "items"), page -> {
                Sights now = now();
                List<Sight> sights = new ArrayList<>();
                for (JsonNode module : list(page.json()).values()) {
                    sights.add(now.moduleProgress(module, items(module, student), student));
                }
                saw(sights);
                calls.letRest();
            });
        } catch (Refused e) {
            // somebody may have left the course since
            orElse(e);
        }
    }

    /** Canvas may leave out the items of a module that has many of them; then they are asked for. */
    private List<JsonNode> items(JsonNode module, String student) throws Refused {
        List<JsonNode> items = new ArrayList<>(module.path("items").values());
        Optional<Long> id = Ids.whole(module, "id");
        if (items.isEmpty()
                && id.isPresent()
                && Fields.points(module, "items_count").isPresent()) {
            URI first = url("modules/" + id.get() + "/items", "student_id", student);
            pages(first, page -> items.addAll(list(page.json()).values()));
        }
        return items;
    }

    /**
     * What is not there or not to be seen is left out; a trial tells the administrator so. Once the token has ended,
     * nothing can be seen.
     */
    private static void orElse(Refused refused) throws Refused {
        boolean absent = refused.reason() == Reason.NOT_ALLOWED
                || refused.reason() == Reason.NO_COURSE
                || refused.reason() == Reason.UNUSABLE;
        if (!absent || refused.why().contains(CanvasCalls.TOKEN_ENDED)) {
            throw refused;
        }
    }

    private interface Pages {
        void take(CanvasCalls.Page page) throws Refused;
    }

    private interface Sighted {
        List<Sight> in(CanvasCalls.Page page) throws Refused;
    }

    private interface Each {
        List<Sight> of(JsonNode one);
    }

    private void pages(URI first, Pages pages) throws Refused {
        Set<URI> visited = new HashSet<>();
        URI next = first;
        while (next != null) {
            CanvasCalls.Page page = get(next, visited);
            pages.take(page);
            if (page.next() != null) {
                calls.letRest();
            }
            next = page.next();
        }
    }

    /** Keeps with every page where the next one is. */
    private void resumable(URI first, Sighted sighted) throws Refused {
        Set<URI> visited = new HashSet<>();
        URI next = run.page() == null ? first : run.page();
        while (next != null) {
            CanvasCalls.Page page = next.equals(first) ? get(first, visited) : orFirst(next, first, visited);
            List<Sight> sights = sighted.in(page);
            run = run.at(run.part(), page.next());
            saw(sights);
            if (page.next() != null) {
                calls.letRest();
            }
            next = page.next();
        }
    }

    /** A page that was offered some time ago may be gone: then it begins anew. */
    private CanvasCalls.Page orFirst(URI page, URI first, Set<URI> visited) throws Refused {
        boolean remembered = visited.isEmpty();
        try {
            return get(page, visited);
        } catch (Refused e) {
            if (!remembered || (e.reason() != Reason.UNUSABLE && e.reason() != Reason.NO_COURSE)) {
                throw e;
            }
            return get(first, visited);
        }
    }

    private CanvasCalls.Page get(URI url, Set<URI> visited) throws Refused {
        if (!visited.add(url) || visited.size() > MOST_PAGES) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.no-end"));
        }
        asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return calls.get(url);
    }

    private Sights now() {
        return sights(asked);
    }

    private Sights sights(Instant at) {
        return new Sights(course, at);
    }

    private static List<Sight> each(JsonNode list, Each sighted) throws Refused {
        List<Sight> sights = new ArrayList<>();
        list(list).values().forEach(one -> sights.addAll(sighted.of(one)));
        return sights;
    }

    private static JsonNode list(JsonNode list) throws Refused {
        if (!list.isArray()) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.no-list"));
        }
        return list;
    }

    private void saw(List<Sight> sights) throws Refused {
        reading.saw(sights, cursor());
    }

    private String cursor() {
        return bookmark.in(run).text();
    }

    private URI url(String what, String... query) {
        List<String> all = new ArrayList<>(List.of(query));
        all.addAll(List.of("per_page", MOST));
        return calls.url(path + what, all.toArray(String[]::new));
    }
}
