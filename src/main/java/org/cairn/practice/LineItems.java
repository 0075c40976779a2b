package org.cairn.practice;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The tool's own gradebook columns and what it wrote into them; kept in memory only. */
@Component
@Profile("practice")
class LineItems {

    private final AtomicLong ids = new AtomicLong(900);
    private final Map<Long, Column> columns = new ConcurrentSkipListMap<>();

    /** The path of a course's line items, below the issuer. */
    static String path(Course course) {
        return "/api/lti/courses/%d/line_items".formatted(course.id());
    }

    /** One column; its description holds what the tool sent, and scores are by {@code sub}. */
    record Column(long id, long course, Map<String, Object> description, Map<String, Score> scores) {}

    /** What the tool said about one student; {@code given} is null where it only reported progress. */
    record Score(
            @Nullable BigDecimal given,
            @Nullable BigDecimal maximum,
            @Nullable String comment,
            Instant at) {}

    /** Says what is wrong with a call, and the status that Canvas answers then. */
    static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    Column add(Course course, Map<String, Object> description) {
        Column column = new Column(ids.incrementAndGet(), course.id(), checked(description), new ConcurrentHashMap<>());
        columns.put(column.id(), column);
        return column;
    }

    Column replace(Column old, Map<String, Object> description) {
        Column column = new Column(old.id(), old.course(), checked(description), old.scores());
        columns.put(column.id(), column);
        return column;
    }

    void remove(Column column) {
        columns.remove(column.id());
    }

    Column find(long course, long id) {
        return Optional.ofNullable(columns.get(id))
                .filter(one -> one.course() == course)
                .orElseThrow(() -> new Refused(404, "no such line item"));
    }

    List<Column> of(long course) {
        return columns.values().stream().filter(one -> one.course() == course).toList();
    }

    /** Takes a score as Canvas would: complete, about a student, and not older than what is there. */
    void score(Column column, Map<String, Object> body) {
        String user = text(body, "userId");
        text(body, "activityProgress");
        String grading = text(body, "gradingProgress");
        Instant at = instant(text(body, "timestamp"));
        if (World.withSub(user).filter(Person::student).isEmpty()) {
            throw new Refused(422, "User not found in course or is not a student");
        }
        BigDecimal given = number(body.get("scoreGiven"));
        BigDecimal maximum = number(body.get("scoreMaximum"));
        if (given != null && (maximum == null || maximum.signum() <= 0)) {
            throw new Refused(422, "scoreMaximum is required with scoreGiven");
        }
        boolean counts = "FullyGraded".equals(grading) || "PendingManual".equals(grading);
        Score next = new Score(counts ? given : null, maximum, (String) body.get("comment"), at);
        column.scores().merge(user, next, (old, newer) -> {
            if (newer.at().isBefore(old.at())) {
                throw new Refused(400, "timestamp is older than the result");
            }
            return newer;
        });
    }

    private static Map<String, Object> checked(Map<String, Object> description) {
        BigDecimal maximum = number(description.get("scoreMaximum"));
        if (maximum == null || maximum.signum() <= 0) {
            throw new Refused(422, "scoreMaximum must be greater than 0");
        }
        text(description, "label");
        return new LinkedHashMap<>(description);
    }

    private static String text(Map<String, Object> body, String name) {
        if (body.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new Refused(422, name + " is required");
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refused(400, "timestamp is not an ISO 8601 moment");
        }
    }
}
