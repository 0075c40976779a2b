package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.canvasapi.Bookmark.Part;
import org.cairn.ingest.canvasapi.Bookmark.Run;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.ingest.pull.Source.Sight;
import org.cairn.lti.Course;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One reading of one course: first what there is in it and who, then, page by page and able to go on after a break, what
 * was graded, handed in, mastered and completed.
 */
final class CourseRead {

    private static final String MOST = "100";

    /** So many students' modules are read again when a reading is cut short. */
    private static final String FEW = "20";

    private static final Set<String> STUDYING = Set.of("active", "completed", "invited");

    private final CanvasCalls calls;
    private final Pages pages;
    private final Source.Reading reading;
    private final Bookmark bookmark;
    private final String path;
    private final String course;
    private final Map<String, JsonNode> assignments = new HashMap<>();
    private final NavigableSet<Long> students = new TreeSet<>();
    private final Set<Long> active = new HashSet<>();
    private final Set<Long> unread = new HashSet<>();
    private final LeftOut leftOut = new LeftOut();
    private boolean modular;
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
        this.pages = new Pages(calls, clock);
        this.reading = reading;
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
        if (run.equals(bookmark.run())) {
            read.leftOut.recall(Bookmark.leftOut(reading.cursor()));
        }
        reading.saw(List.of(new Sights(own, now).course(answer)), read.cursor());
        return read;
    }

    void readAll() throws Refused {
        readAssignments();
        pages.all(url("modules"), page -> {
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
        leftOut.complain();
    }

    /** An assignment that is worth other points than before makes other shares of all its scores. */
    private void readAssignments() throws Refused {
        pages.all(url("assignments"), page -> {
            List<Sight> sights = each(page.json(), assignment -> {
                Ids.local(assignment, "id").ifPresent(id -> assignments.put(id, assignment));
                return List.of(now().assignment(assignment));
            });
            boolean changed = !reading.news(sights).isEmpty();
            if (changed && !run.whole()) {
                run = run.anew();
                leftOut.forget();
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
        pages.all(
                first,
                page -> saw(each(page.json(), enrolment -> {
                    String state = Fields.text(enrolment, "enrollment_state");
                    if (STUDYING.contains(state)) {
                        Ids.whole(enrolment, "user_id").ifPresent(students::add);
                    }
                    if (state.equals("active")) {
                        Ids.whole(enrolment, "user_id").ifPresent(active::add);
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
            for (JsonNode submission : Pages.list(page.json()).values()) {
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
                Sights now = now();
                Map<String, JsonNode> outcomes = new LinkedHashMap<>();
                page.json()
                        .path("linked")
                        .path("outcomes")
                        .values()
                        .forEach(outcome -> Ids.local(outcome, "id").ifPresent(id -> outcomes.put(id, outcome)));
                List<Sight> sights = results(page.json().path("outcome_results"), outcomes, now);
                outcomes.values().forEach(outcome -> sights.add(now.outcomeTitle(outcome)));
                return sights;
            });
        } catch (Refused e) {
            leftOut.all("outcome_results", e);
        }
    }

    /** Whether the work was posted is asked only of results that would be news. */
    private List<Sight> results(JsonNode list, Map<String, JsonNode> outcomes, Sights now) throws Refused {
        List<JsonNode> results = Pages.list(list)
                .valueStream()
                .filter(result -> !Fields.flag(result, "hidden"))
                .toList();
        Postings postings = new Postings(assignments);
        Set<String> news = reading.news(results.stream()
                .map(result -> now.outcome(result, outcomeOf(result, outcomes), null))
                .toList());
        results.stream()
                .filter(result -> news.contains(
                        now.outcome(result, outcomeOf(result, outcomes), null).item()))
                .forEach(postings::wonder);
        postings.ask(
                students,
                wanted -> pages.all(
                        url("students/submissions", wanted.toArray(String[]::new)),
                        page -> Pages.list(page.json()).values().forEach(postings::know)),
                leftOut::held);
        return new ArrayList<>(results.stream()
                .filter(result -> !postings.isHeld(result))
                .map(result -> now.outcome(result, outcomeOf(result, outcomes), postings.postedAt(result)))
                .toList());
    }

    private static @Nullable JsonNode outcomeOf(JsonNode result, Map<String, JsonNode> outcomes) {
        return Ids.local(result.path("links"), "learning_outcome")
                .map(outcomes::get)
                .orElse(null);
    }

    /** Modules are asked about student by student, so only for those whose counts have changed. */
    private void readProgress() throws Refused {
        try {
            pages.from(
                    calls.url(path + "bulk_user_progress", "per_page", FEW),
                    run.progress().page(),
                    page -> {
                        Sights now = now();
                        for (JsonNode one : Pages.list(page.json()).values()) {
                            Optional<Long> student = Ids.whole(one, "id");
                            if (student.isPresent()) {
                                readProgress(student.get(), now.progress(one, String.valueOf(student.get())));
                            }
                        }
                        run = run.progressedTo(page.next());
                        saw(List.of());
                    });
        } catch (Refused e) {
            leftOut.all("bulk_user_progress", e);
            if (!LeftOut.isNothing(e)) {
                readEverybodysModules();
            }
        }
    }

    /** Modules that were refused would be news however long the counts stay the same. */
    private void readProgress(long student, Sight progress) throws Refused {
        String id = String.valueOf(student);
        if (run.whole()
                || !reading.news(List.of(progress, now().modules(id, false))).isEmpty()) {
            readModules(student);
            saw(List.of(progress, now().modules(id, unread.contains(student))));
        }
    }

    /** In the order of their numbers: a reading that is cut short, and again, goes on behind the last one. */
    private void readEverybodysModules() throws Refused {
        Long last = run.progress().student();
        for (long student : last == null ? students : students.tailSet(last, false)) {
            readModules(student);
            run = run.progressedTo(student);
            saw(List.of());
        }
    }

    private void readModules(long student) throws Refused {
        String id = String.valueOf(student);
        unread.remove(student);
        try {
            pages.all(url("modules", "student_id", id, "include[]", "items"), page -> {
                Sights now = now();
                List<Sight> sights = new ArrayList<>();
                for (JsonNode module : Pages.list(page.json()).values()) {
                    items(module, id)
                            .ifPresentOrElse(
                                    items -> sights.add(now.moduleProgress(module, items, id)),
                                    () -> unread.add(student));
                }
                leftOut.told("modules?student_id");
                saw(sights);
                calls.letRest();
            });
        } catch (Refused e) {
            LeftOut.check(e);
            // Canvas tells nothing of those who are through, or were not there yet
            if (active.contains(student)) {
                unread.add(student);
                leftOut.one("modules?student_id", e);
            }
        }
    }

    /** Canvas may leave out the items of a module that has many of them; then they are asked for. */
    private Optional<List<JsonNode>> items(JsonNode module, String student) throws Refused {
        List<JsonNode> items = new ArrayList<>(module.path("items").values());
        Optional<Long> id = Ids.whole(module, "id");
        if (items.isEmpty()
                && id.isPresent()
                && Fields.points(module, "items_count").isPresent()) {
            URI first = url("modules/" + id.get() + "/items", "student_id", student);
            try {
                pages.all(first, page -> items.addAll(Pages.list(page.json()).values()));
                leftOut.told("modules/:id/items");
            } catch (Refused e) {
                leftOut.one("modules/:id/items", e);
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    private interface Sighted {
        List<Sight> in(CanvasCalls.Page page) throws Refused;
    }

    private interface Each {
        List<Sight> of(JsonNode one);
    }

    /** Keeps with every page where the next one is. */
    private void resumable(URI first, Sighted sighted) throws Refused {
        pages.from(first, run.page(), page -> {
            List<Sight> sights = sighted.in(page);
            run = run.at(run.part(), page.next());
            saw(sights);
        });
    }

    private Sights now() {
        return new Sights(course, pages.asked());
    }

    private static List<Sight> each(JsonNode list, Each sighted) throws Refused {
        List<Sight> sights = new ArrayList<>();
        Pages.list(list).values().forEach(one -> sights.addAll(sighted.of(one)));
        return sights;
    }

    private void saw(List<Sight> sights) throws Refused {
        reading.saw(sights, cursor());
    }

    private String cursor() {
        return bookmark.in(run).text(leftOut.text());
    }

    private URI url(String what, String... query) {
        List<String> all = new ArrayList<>(List.of(query));
        all.addAll(List.of("per_page", MOST));
        return calls.url(path + what, all.toArray(String[]::new));
    }
}
