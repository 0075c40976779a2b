package org.cairn.practice.canvas;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.cairn.practice.Places;
import org.cairn.practice.canvas.Gradebook.Entry;
import org.cairn.practice.canvas.Gradebook.Place;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Writes events as Canvas writes its Live Events in Canvas format: {@code metadata} and {@code body}. */
@Component
@Profile("practice")
public class LiveEvents {

    /** When the courses were made: told again after a restart, it is the same event. */
    static final Instant BEGINNING = Instant.parse("2026-08-24T12:00:00Z");

    private final Clock clock;
    private final Places places;

    LiveEvents(Clock clock, Places places) {
        this.clock = clock;
        this.places = places;
    }

    /** One event, with a word on what it is about for the people who watch. */
    public record Event(String name, String about, Instant at, Map<String, Object> metadata, Map<String, Object> body) {

        Map<String, Object> claims() {
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("metadata", metadata);
            claims.put("body", body);
            return claims;
        }
    }

    /** A grade that is held back is told of, as muted. */
    public Event grade(Course course, Assignment assignment, Person student, Gradebook.Change change) {
        BigDecimal score = change.after().score();
        BigDecimal before = change.before().score();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("submission_id", Invented.global(Place.of(assignment, student).submission()));
        body.put("assignment_id", assignment.globalId());
        body.put("assignment_name", assignment.title());
        body.put("grade", text(score));
        body.put("old_grade", text(before));
        body.put("score", score);
        body.put("old_score", before);
        body.put("points_possible", assignment.points());
        body.put("old_points_possible", assignment.points());
        body.put("grader_id", World.TEACHER.globalId());
        body.put("student_id", student.globalId());
        body.put("user_id", student.globalId());
        body.put("student_sis_id", null);
        body.put("grading_complete", score != null);
        body.put("muted", change.after().hidden());
        String given = score == null ? "taken back" : score + (change.after().hidden() ? ", hidden" : "");
        String about = "%s, %s: %s".formatted(student.name(), assignment.title(), given);
        return event("grade_change", about, course, World.TEACHER, now(), body);
    }

    public Event submission(Course course, Assignment assignment, Person student, Entry entry) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("submission_id", Invented.global(Place.of(assignment, student).submission()));
        body.put("assignment_id", assignment.globalId());
        body.put("lti_assignment_id", ltiId(assignment));
        body.put("user_id", student.globalId());
        body.put("lti_user_id", student.legacyId());
        body.put("attempt", entry.attempts());
        body.put("score", entry.score());
        body.put("grade", text(entry.score()));
        body.put("submitted_at", String.valueOf(entry.submittedAt()));
        body.put("updated_at", String.valueOf(entry.submittedAt()));
        body.put("submission_type", "online_text_entry");
        body.put("workflow_state", "submitted");
        body.put("late", false);
        body.put("missing", false);
        return event("submission_created", student.name() + ", " + assignment.title(), course, student, now(), body);
    }

    public Event assignment(Course course, Assignment assignment) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("assignment_id", assignment.globalId());
        body.put("context_id", course.globalId());
        body.put("context_type", "Course");
        body.put("context_uuid", course.uuid());
        body.put("title", assignment.title());
        body.put("points_possible", assignment.points());
        body.put("lti_assignment_id", ltiId(assignment));
        body.put("submission_types", "online_text_entry");
        body.put("updated_at", BEGINNING.toString());
        body.put("workflow_state", "published");
        return event("assignment_created", assignment.title(), course, World.TEACHER, BEGINNING, body);
    }

    public Event user(Person person) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_id", person.globalId());
        body.put("uuid", person.uuid());
        body.put("name", person.name());
        body.put("short_name", person.given());
        body.put("user_login", person.login());
        body.put("user_sis_id", null);
        body.put("created_at", BEGINNING.toString());
        body.put("updated_at", BEGINNING.toString());
        body.put("workflow_state", "registered");
        return event("user_created", person.name(), null, World.ADMINISTRATOR, BEGINNING, body);
    }

    public Event enrollment(Course course, Person person) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enrollment_id", Invented.global(course.id() * 1000 + person.id()));
        body.put("course_id", course.globalId());
        body.put("course_uuid", course.uuid());
        body.put("user_id", person.globalId());
        body.put("user_uuid", person.uuid());
        body.put("user_name", person.name());
        body.put("type", person.role().enrollment());
        body.put("created_at", BEGINNING.toString());
        body.put("updated_at", BEGINNING.toString());
        body.put("workflow_state", "active");
        return event(
                "enrollment_created",
                person.name() + " in " + course.title(),
                course,
                World.ADMINISTRATOR,
                BEGINNING,
                body);
    }

    private Event event(
            String name, String about, @Nullable Course course, Person actor, Instant at, Map<String, Object> body) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("event_name", name);
        metadata.put("event_time", at.truncatedTo(ChronoUnit.MILLIS).toString());
        metadata.put("producer", "canvas");
        metadata.put("hostname", places.authority());
        metadata.put("root_account_id", Invented.global(1));
        metadata.put("root_account_uuid", World.ROOT_ACCOUNT_UUID);
        metadata.put("root_account_lti_guid", World.GUID);
        metadata.put("user_id", actor.globalId());
        metadata.put("user_login", actor.login());
        metadata.put("request_id", requestId(name, about, at));
        if (course != null) {
            metadata.put("context_type", "Course");
            metadata.put("context_id", course.globalId());
            metadata.put("context_role", actor.role().enrollment());
        }
        return new Event(name, about, at, metadata, body);
    }

    private static String requestId(String name, String about, Instant at) {
        return at.equals(BEGINNING)
                ? Invented.uuid("request", name + about).toString()
                : UUID.randomUUID().toString();
    }

    private static String ltiId(Assignment assignment) {
        return Invented.uuid("assignment", assignment.id()).toString();
    }

    private static @Nullable String text(@Nullable BigDecimal score) {
        return score == null ? null : score.toPlainString();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
