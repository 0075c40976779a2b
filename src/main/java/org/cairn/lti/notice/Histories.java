package org.cairn.lti.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.lti.Course;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.LaunchAdmitted;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of copies that no notice told of: a platform without notices, or one that we missed, still gives a course's
 * history with each launch. Each node tells it once in a while, not with every launch.
 */
@Component
class Histories {

    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 20_000;
    private static final int MOST_ANCESTORS = 50;
    private static final int LONGEST = 255;

    private final Courses courses;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<CourseId, Instant> told = new ConcurrentHashMap<>();

    Histories(Courses courses, ApplicationEventPublisher events, TransactionTemplate transactions, Clock clock) {
        this.courses = courses;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    @EventListener
    void on(LaunchAdmitted launch) {
        CourseId id = launch.course();
        if (id == null || launch.copiedFrom().isEmpty() || wasTold(id)) {
            return;
        }
        courses.find(id).ifPresent(course -> tell(launch, course));
    }

    private void tell(LaunchAdmitted launch, Course course) {
        List<String> from = launch.copiedFrom().stream()
                .filter(ancestor -> !ancestor.isBlank() && ancestor.length() <= LONGEST)
                .filter(ancestor -> !ancestor.equals(course.contextId()))
                .distinct()
                .limit(MOST_ANCESTORS)
                .toList();
        if (!from.isEmpty()) {
            transactions.executeWithoutResult(status -> events.publishEvent(new CourseCopied(
                    course.platform(), from, course.contextId(), CourseCopied.How.HISTORY, launch.at())));
        }
    }

    private boolean wasTold(CourseId course) {
        Instant now = clock.instant();
        if (told.size() >= MOST_REMEMBERED) {
            told.values().removeIf(at -> !now.isBefore(at.plus(BETWEEN)));
        }
        Instant before = told.get(course);
        if (before != null && now.isBefore(before.plus(BETWEEN))) {
            return true;
        }
        if (told.size() < MOST_REMEMBERED) {
            told.put(course, now);
        }
        return false;
    }
}
