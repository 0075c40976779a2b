package org.cairn.lti.notice;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.cairn.lti.Course;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.worker.Recently;
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
    private static final int MOST_ANCESTORS = 50;
    private static final int LONGEST = 255;

    private final Courses courses;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Recently<CourseId> told;

    Histories(Courses courses, ApplicationEventPublisher events, TransactionTemplate transactions, Clock clock) {
        this.courses = courses;
        this.events = events;
        this.transactions = transactions;
        this.told = new Recently<>(clock, BETWEEN);
    }

    @EventListener
    void on(LaunchAdmitted launch) {
        CourseId id = launch.course();
        if (id == null || launch.copiedFrom().isEmpty() || !told.isNews(id)) {
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
}
