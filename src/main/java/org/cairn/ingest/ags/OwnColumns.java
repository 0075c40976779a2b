package org.cairn.ingest.ags;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.lti.ColumnOpened;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.GradesGiven;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Turns grades that people gave in Cairn's own columns into evidence, in the transaction that noted them (results of
 * Assignment and Grade Services 2.0, section 3.3). They have no time stamp, so they happened when they were heard.
 */
@Component
class OwnColumns {

    private static final BigDecimal WHOLE = new BigDecimal(100);

    private final Courses courses;
    private final EvidenceLog log;
    private final KnownActivities activities;
    private final Clock clock;

    OwnColumns(Courses courses, EvidenceLog log, KnownActivities activities, Clock clock) {
        this.courses = courses;
        this.log = log;
        this.activities = activities;
        this.clock = clock;
    }

    /** Now an instructor can pick the column for a milestone. */
    @EventListener
    void on(ColumnOpened opened) {
        courses.find(opened.course())
                .ifPresent(course -> activities.learn(
                        List.of(new KnownActivity(activity(course, opened.badge()), opened.title(), WHOLE))));
    }

    @EventListener
    void on(GradesGiven given) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        courses.find(given.course())
                .ifPresent(course -> log.append(given.grades().stream()
                        .map(grade -> evidence(course, given.badge(), grade, now))
                        .toList()));
    }

    private static Evidence evidence(Course course, String badge, GradesGiven.Grade grade, Instant now) {
        return new Evidence(
                grade.learner(),
                key(course.id(), badge, grade),
                new Observation.Score(activity(course, badge), grade.points(), grade.possible()),
                now,
                now,
                "gradebook");
    }

    /** The revision tells apart a grade that was changed and changed back. */
    private static String key(CourseId course, String badge, GradesGiven.Grade grade) {
        return "ags:%s:%s:%d:%s/%s"
                .formatted(course.value(), badge, grade.revision(), plain(grade.points()), plain(grade.possible()));
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "none" : number.stripTrailingZeros().toPlainString();
    }

    private static Activity activity(Course course, String badge) {
        return new Activity(course.platform(), course.ownId(), "line-item:cairn:badge:" + badge);
    }
}
