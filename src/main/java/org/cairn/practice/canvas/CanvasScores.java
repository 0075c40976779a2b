package org.cairn.practice.canvas;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.practice.lti.Body;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Mark;
import org.cairn.practice.world.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Writes scores into columns, with what Canvas makes of them. */
@Component
@Profile("practice")
public class CanvasScores {

    private static final String SUBMISSION = "https://canvas.instructure.com/lti/submission";
    private static final Set<String> COUNTING = Set.of("FullyGraded", "PendingManual");

    private final Clock clock;

    CanvasScores(Clock clock) {
        this.clock = clock;
    }

    Person write(Campus campus, Column column, Body body) {
        String user = body.needs("userId", 422);
        body.needs("activityProgress", 422);
        String grading = body.needs("gradingProgress", 422);
        Instant at = body.timestamp(422);
        Person student = campus.withSub(user)
                .filter(Person::student)
                .orElseThrow(() -> Refusal.canvas(422, "User not found in course or is not a student"));
        BigDecimal given = body.number("scoreGiven");
        BigDecimal of = body.number("scoreMaximum");
        if (given != null && (of == null || of.signum() <= 0)) {
            throw Refusal.canvas(422, "ScoreMaximum is required when ScoreGiven is present");
        }
        boolean counts = given != null && COUNTING.contains(grading);
        column.marks().compute(student.id(), (id, old) -> {
            if (old != null && at.isBefore(old.at())) {
                throw Refusal.canvas(400, "Result already updated at " + old.at());
            }
            return next(column, old, body, counts ? given : null, of, at);
        });
        return student;
    }

    private static Mark next(
            Column column,
            @Nullable Mark old,
            Body body,
            @Nullable BigDecimal given,
            @Nullable BigDecimal of,
            Instant at) {
        Map<?, ?> extension = body.fields().get(SUBMISSION) instanceof Map<?, ?> map ? map : Map.of();
        int attempts = old == null ? 0 : old.attempts();
        if (attempt(column, extension)) {
            attempts++;
        }
        boolean keeps = (given == null && Boolean.TRUE.equals(extension.get("preserve_score")))
                || (Boolean.TRUE.equals(extension.get("prioritize_non_tool_grade")) && old != null && old.byTeacher());
        if (keeps) {
            return old == null
                    ? new Mark(null, null, null, body.text("comment"), at, false, attempts)
                    : new Mark(
                            old.points(), old.given(), old.of(), body.text("comment"), at, old.byTeacher(), attempts);
        }
        // a score that does not count takes away what stood there, a teacher's grade as well
        BigDecimal points = given == null ? null : Mark.scaled(given, Objects.requireNonNull(of), column.maximum());
        return new Mark(points, given, given == null ? null : of, body.text("comment"), at, false, attempts);
    }

    /** Every score is a new attempt, unless it says otherwise or the assignment takes none. */
    private static boolean attempt(Column column, Map<?, ?> extension) {
        Object type = column.description().get("https://canvas.instructure.com/lti/submission_type");
        boolean takes = column.link() != null || (type instanceof Map<?, ?> map && !"none".equals(map.get("type")));
        return extension.get("new_submission") instanceof Boolean said ? said : takes;
    }

    /** The teacher writes over the tool, or takes a grade away with null. */
    public void override(Column column, Person student, @Nullable BigDecimal points) {
        column.marks()
                .compute(
                        student.id(),
                        (id, old) -> new Mark(
                                points,
                                old == null ? null : old.given(),
                                old == null ? null : old.of(),
                                old == null ? null : old.comment(),
                                clock.instant(),
                                true,
                                old == null ? 0 : old.attempts()));
    }

    /** The result of a student whom the tool scored; others have none, whatever the teacher did. */
    Optional<Map<String, Object>> result(String columnUrl, Column column, Person student) {
        Mark mark = column.marks().get(student.id());
        if (mark == null || (mark.byTeacher() && mark.given() == null)) {
            return Optional.empty();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", columnUrl + "/results/" + student.id());
        result.put("scoreOf", columnUrl);
        result.put("userId", student.sub());
        BigDecimal points = mark.points();
        if (points != null) {
            BigDecimal of = Objects.requireNonNullElse(mark.of(), column.maximum());
            BigDecimal given = mark.given();
            result.put(
                    "resultScore",
                    mark.byTeacher() || given == null ? Mark.scaled(points, column.maximum(), of) : given);
            result.put("resultMaximum", of);
        }
        if (mark.comment() != null) {
            result.put("comment", mark.comment());
        }
        return Optional.of(result);
    }
}
