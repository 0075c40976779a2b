package org.cairn.ingest.work;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.meaning.Translation;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What events said of each enrolment, so that older news never overwrites newer. */
@Component
class JdbcEnrolments {

    private final JdbcClient jdbc;

    JdbcEnrolments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom an enrolment puts into which course. */
    record Place(String course, LearnerId learner) {}

    /** The place that an enrolment was last said to be. */
    Optional<Place> place(PlatformId platform, Translation.Enrolment enrolment) {
        return jdbc.sql("select course, learner from heard_enrolment"
                        + " where institution = ? and platform = ? and enrolment = ?")
                .params(platform.institution().value(), platform.value(), enrolment.id())
                .query((row, number) -> new Place(
                        row.getString(1), new LearnerId(platform.institution(), row.getObject(2, UUID.class))))
                .optional();
    }

    /** Notes the news unless newer was heard already, and tells whether it was noted. */
    boolean note(PlatformId platform, LearnerId learner, Translation.Enrolment enrolment, Instant said) {
        int changed = jdbc.sql("update heard_enrolment set course = ?, learner = ?, active = ?, said_at = ?"
                        + " where institution = ? and platform = ? and enrolment = ? and said_at <= ?")
                .params(
                        enrolment.course(),
                        learner.value(),
                        enrolment.active(),
                        Columns.time(said),
                        platform.institution().value(),
                        platform.value(),
                        enrolment.id(),
                        Columns.time(said))
                .update();
        return changed > 0
                || jdbc.sql("insert into heard_enrolment (institution, platform, enrolment, course, learner, active,"
                                        + " said_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                                .params(
                                        platform.institution().value(),
                                        platform.value(),
                                        enrolment.id(),
                                        enrolment.course(),
                                        learner.value(),
                                        enrolment.active(),
                                        Columns.time(said))
                                .update()
                        > 0;
    }

    /** True when any enrolment of the learner in the course stands: there may be one per section. */
    boolean anyActive(PlatformId platform, LearnerId learner, String course) {
        return jdbc.sql("select count(*) from heard_enrolment where institution = ? and platform = ? and course = ?"
                                + " and learner = ? and active")
                        .params(platform.institution().value(), platform.value(), course, learner.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Who studies in a course, known by any of these ids, or did: true where any enrolment of theirs stands. */
    Map<LearnerId, Boolean> students(PlatformId platform, Collection<String> courses) {
        Map<LearnerId, Boolean> students = new LinkedHashMap<>();
        courses.forEach(course -> jdbc.sql("select learner, active from heard_enrolment"
                        + " where institution = ? and platform = ? and course = ?")
                .params(platform.institution().value(), platform.value(), course)
                .query(row -> {
                    students.merge(
                            new LearnerId(platform.institution(), row.getObject(1, UUID.class)),
                            row.getBoolean(2),
                            Boolean::logicalOr);
                }));
        return students;
    }

    /** Gives an account back what its platform said of it. */
    void move(PlatformId platform, LearnerId from, LearnerId into) {
        jdbc.sql("update heard_enrolment set learner = ? where institution = ? and learner = ? and platform = ?")
                .params(into.value(), from.institution().value(), from.value(), platform.value())
                .update();
    }

    void forget(LearnerId learner) {
        jdbc.sql("delete from heard_enrolment where institution = ? and learner = ?")
                .params(learner.institution().value(), learner.value())
                .update();
    }

    void move(LearnerId from, LearnerId into) {
        jdbc.sql("update heard_enrolment set learner = ? where institution = ? and learner = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
    }
}
