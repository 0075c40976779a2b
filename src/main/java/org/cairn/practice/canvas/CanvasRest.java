package org.cairn.practice.canvas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.practice.canvas.Gradebook.Entry;
import org.cairn.practice.canvas.Gradebook.Place;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** What the Canvas's REST interface answers about courses, people and their work. */
@Component
@Profile("practice")
class CanvasRest {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Campuses campuses;
    private final Gradebook gradebook;
    private final CanvasModules modules;

    CanvasRest(Campuses campuses, Gradebook gradebook, CanvasModules modules) {
        this.campuses = campuses;
        this.gradebook = gradebook;
        this.modules = modules;
    }

    /** The answer to a path below {@code /api/v1/courses/:id/}: a list comes in pages, an object as it is. */
    Object about(Course course, String what, MultiValueMap<String, String> query) {
        return switch (what) {
            case "" -> described(course);
            case "assignments" ->
                course.assignments().stream()
                        .map(one -> assignment(course, one))
                        .toList();
            case "users" -> World.members().stream().map(CanvasRest::user).toList();
            case "enrollments" -> enrollments(course, query);
            case "students/submissions" -> submissions(course, query);
            case "modules" -> modules.of(course, student(query), including(query, "items"));
            case "bulk_user_progress" ->
                World.STUDENTS.stream()
                        .map(one -> modules.progress(course, one))
                        .toList();
            case "outcome_results" -> outcomes(course);
            default -> throw missing();
        };
    }

    Course course(String id) {
        return campuses.canvas().courses().stream()
                .filter(one -> id.equals(Long.toString(one.id()))
                        || id.equals(one.globalId())
                        || id.equals("lti_context_id:" + one.contextId()))
                .findFirst()
                .orElseThrow(CanvasRest::missing);
    }

    List<Map<String, Object>> courses() {
        return campuses.canvas().courses().stream().map(CanvasRest::described).toList();
    }

    static Refusal missing() {
        return Refusal.canvas(404, "The specified resource does not exist.");
    }

    static Map<String, Object> user(Person person) {
        return Map.of(
                "id", person.id(),
                "name", person.name(),
                "sortable_name", person.family() + ", " + person.given(),
                "short_name", person.given(),
                "login_id", person.login(),
                "uuid", person.uuid());
    }

    private static Map<String, Object> described(Course course) {
        return Map.of(
                "id", course.id(),
                "name", course.title(),
                "course_code", course.code(),
                "uuid", course.uuid(),
                "workflow_state", "available");
    }

    private static Map<String, Object> assignment(Course course, Assignment one) {
        return Map.of(
                "id", one.id(),
                "course_id", course.id(),
                "name", one.title(),
                "points_possible", one.points(),
                "grading_type", "points",
                "submission_types", List.of("online_text_entry"),
                "published", true);
    }

    private List<Map<String, Object>> enrollments(Course course, MultiValueMap<String, String> query) {
        List<String> types = query.getOrDefault("type[]", List.of());
        return World.members().stream()
                .filter(one -> types.isEmpty() || types.contains(one.role().enrollment()))
                .map(one -> enrollment(course, one))
                .toList();
    }

    private Map<String, Object> enrollment(Course course, Person person) {
        Map<String, Object> enrollment = new LinkedHashMap<>();
        enrollment.put("id", course.id() * 1000 + person.id());
        enrollment.put("course_id", course.id());
        enrollment.put("user_id", person.id());
        enrollment.put("type", person.role().enrollment());
        enrollment.put("enrollment_state", "active");
        enrollment.put("updated_at", LiveEvents.BEGINNING.toString());
        enrollment.put("user", user(person));
        if (person.student()) {
            enrollment.put("grades", grades(course, person));
        }
        return enrollment;
    }

    /** The current score counts what is graded, the final one takes the rest for nothing; neither what is hidden. */
    private Map<String, Object> grades(Course course, Person student) {
        BigDecimal points = BigDecimal.ZERO;
        int graded = 0;
        int all = 0;
        for (Assignment one : course.assignments()) {
            BigDecimal score = gradebook.at(Place.of(one, student)).shown();
            all += one.points();
            graded += score == null ? 0 : one.points();
            points = score == null ? points : points.add(score);
        }
        Map<String, Object> grades = new LinkedHashMap<>();
        grades.put("current_score", percent(points, graded));
        grades.put("final_score", percent(points, all));
        grades.put("current_grade", null);
        grades.put("final_grade", null);
        return grades;
    }

    private static @Nullable BigDecimal percent(BigDecimal points, int possible) {
        return possible == 0
                ? null
                : points.multiply(HUNDRED).divide(BigDecimal.valueOf(possible), 2, RoundingMode.HALF_UP);
    }

    /** Everybody has a place for each assignment, also who handed nothing in. */
    private List<Map<String, Object>> submissions(Course course, MultiValueMap<String, String> query) {
        refuseOthers(course, query);
        Predicate<Entry> wanted =
                since(query, "graded_since", Entry::gradedAt).and(since(query, "submitted_since", Entry::submittedAt));
        List<Map<String, Object>> submissions = new ArrayList<>();
        for (Assignment assignment : course.assignments()) {
            for (Person student : World.STUDENTS) {
                if (!isAsked(query, "assignment_ids[]", assignment.id())
                        || !isAsked(query, "student_ids[]", student.id())) {
                    continue;
                }
                Place place = Place.of(assignment, student);
                Entry entry = gradebook.at(place);
                if (wanted.test(entry)) {
                    submissions.add(submission(place, entry));
                }
            }
        }
        return submissions;
    }

    /** One student or assignment that is none of the course's makes Canvas refuse all that is asked. */
    private static void refuseOthers(Course course, MultiValueMap<String, String> query) {
        Stream<Long> students = World.STUDENTS.stream().map(Person::id);
        Stream<Long> assignments = course.assignments().stream().map(Assignment::id);
        if (!areAll(query.get("student_ids[]"), students)) {
            throw Refusal.canvas(401, "user not authorized to perform that action");
        }
        if (!areAll(query.get("assignment_ids[]"), assignments)) {
            throw Refusal.canvas(403, "invalid assignment ids requested");
        }
    }

    private static boolean areAll(@Nullable List<String> asked, Stream<Long> known) {
        Set<String> ids = known.map(String::valueOf).collect(Collectors.toSet());
        return asked == null || asked.contains("all") || ids.containsAll(asked);
    }

    private static boolean isAsked(MultiValueMap<String, String> query, String name, long id) {
        List<String> ids = query.getOrDefault(name, List.of());
        return ids.isEmpty() || ids.contains("all") || ids.contains(Long.toString(id));
    }

    private static Predicate<Entry> since(
            MultiValueMap<String, String> query, String name, Function<Entry, @Nullable Instant> time) {
        String asked = query.getFirst(name);
        if (asked == null) {
            return entry -> true;
        }
        Instant since = instant(asked);
        return entry -> Optional.ofNullable(time.apply(entry))
                .filter(at -> at.isAfter(since))
                .isPresent();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.canvas(400, "Invalid datetime for a parameter");
        }
    }

    private static Map<String, Object> submission(Place place, Entry entry) {
        BigDecimal score = entry.score();
        Map<String, Object> submission = new LinkedHashMap<>();
        submission.put("id", place.submission());
        submission.put("assignment_id", place.assignment());
        submission.put("user_id", place.student());
        submission.put("score", score);
        submission.put("grade", score == null ? null : score.toPlainString());
        submission.put("excused", false);
        submission.put("late", false);
        submission.put("missing", false);
        submission.put("attempt", entry.attempts() == 0 ? null : entry.attempts());
        submission.put("workflow_state", score != null ? "graded" : entry.attempts() > 0 ? "submitted" : "unsubmitted");
        submission.put("submitted_at", text(entry.submittedAt()));
        submission.put("graded_at", text(entry.gradedAt()));
        submission.put("posted_at", text(entry.postedAt()));
        return submission;
    }

    /** The last assignment of a course shows its outcome, of four points; three are mastery. */
    private Map<String, Object> outcomes(Course course) {
        Assignment last = course.assignments().getLast();
        long outcome = course.id() * 10 + 9;
        List<Map<String, Object>> results = World.STUDENTS.stream()
                .map(one -> result(last, outcome, one))
                .filter(Objects::nonNull)
                .toList();
        Map<String, Object> described = Map.of(
                "id", outcome, "title", "Looking back on one’s own work", "mastery_points", 3, "points_possible", 4);
        return Map.of("outcome_results", results, "linked", Map.of("outcomes", List.of(described)));
    }

    private @Nullable Map<String, Object> result(Assignment last, long outcome, Person student) {
        Place place = Place.of(last, student);
        Entry entry = gradebook.at(place);
        BigDecimal score = entry.shown();
        Instant at = entry.gradedAt();
        if (score == null || at == null) {
            return null;
        }
        BigDecimal share = score.divide(BigDecimal.valueOf(last.points()), 4, RoundingMode.HALF_UP);
        return Map.of(
                "id", place.submission(),
                "score", share.multiply(BigDecimal.valueOf(4)).setScale(2, RoundingMode.HALF_UP),
                "percent", share,
                "hidden", false,
                "submitted_or_assessed_at", at.toString(),
                "links",
                        Map.of(
                                "user", Long.toString(student.id()),
                                "learning_outcome", Long.toString(outcome),
                                "alignment", "assignment_" + last.id()));
    }

    private static @Nullable Person student(MultiValueMap<String, String> query) {
        String id = query.getFirst("student_id");
        return id == null
                ? null
                : World.STUDENTS.stream()
                        .filter(one -> Stream.of(Long.toString(one.id()), one.globalId())
                                .anyMatch(id::equals))
                        .findFirst()
                        .orElseThrow(CanvasRest::missing);
    }

    private static boolean including(MultiValueMap<String, String> query, String what) {
        return query.getOrDefault("include[]", List.of()).contains(what);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
