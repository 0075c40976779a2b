package org.cairn.lti.grades;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.lti.CourseId;
import org.cairn.lti.Embed;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.worker.Recently;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Learns from launches where the gradebook is, what is granted there, and which columns embedded badges brought along. */
@Component
class GradeLaunches {

    private static final Logger LOG = LoggerFactory.getLogger(GradeLaunches.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);
    private static final int LONGEST_URL = 2_000;
    private static final Pattern BADGE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    /** What a launch that grants more, or names another place, may mend. */
    private static final Set<Trouble> MENDED =
            Set.of(Trouble.NO_SERVICE, Trouble.NO_SCOPE, Trouble.FORBIDDEN, Trouble.FOREIGN);

    private record Told(
            CourseId course,
            Set<String> scopes,
            @Nullable URI lineItems,
            @Nullable URI lineItem,
            String badge,
            boolean staff) {}

    private final Platforms platforms;
    private final JdbcCourseGrades courseGrades;
    private final JdbcColumns columns;
    private final GradeBell bell;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently<Told> remembered;

    GradeLaunches(
            Platforms platforms,
            JdbcCourseGrades courseGrades,
            JdbcColumns columns,
            GradeBell bell,
            TransactionTemplate transactions,
            Clock clock) {
        this.platforms = platforms;
        this.courseGrades = courseGrades;
        this.columns = columns;
        this.bell = bell;
        this.transactions = transactions;
        this.clock = clock;
        this.remembered = new Recently<>(clock, REMEMBERED);
    }

    /** Costs a launch next to nothing: what the last ones told is remembered, and the rest is another thread's. */
    @EventListener
    void on(LaunchAdmitted launch) {
        if (isNews(launch)) {
            Thread.ofVirtual().name("grade-launch").start(() -> takeOrLog(launch));
        }
    }

    private boolean isNews(LaunchAdmitted launch) {
        Services services = launch.services();
        CourseId course = launch.course();
        if (course == null || services.gradeScopes().isEmpty()) {
            return false;
        }
        Told told = new Told(
                course,
                services.gradeScopes(),
                services.lineItems(),
                services.lineItem(),
                badge(launch).orElse(""),
                launch.role() != Role.STUDENT);
        return remembered.isNews(told);
    }

    private void takeOrLog(LaunchAdmitted launch) {
        try {
            take(launch);
        } catch (RuntimeException e) {
            remembered.forgetAll();
            LOG.error(
                    "What a launch told of the gradebook could not be kept: {}",
                    e.getClass().getName());
        }
    }

    void take(LaunchAdmitted launch) {
        CourseId course = launch.course();
        Platform platform = platforms.find(launch.platform()).orElse(null);
        if (course == null || platform == null) {
            return;
        }
        Services services = launch.services();
        URI lineItems = kept(services.lineItems());
        URI lineItem = kept(services.lineItem());
        transactions.executeWithoutResult(status -> {
            CourseGrades grades = remember(course, lineItems, services.gradeScopes());
            badge(launch).ifPresent(badge -> {
                if (lineItem != null) {
                    adopt(platform, course, badge, lineItem);
                }
            });
            List<StoredColumn> all = columns.of(course);
            all.stream()
                    .filter(column -> isMended(platform, column, grades))
                    .forEach(column -> columns.want(column, column.title(), column.lineItem(), now()));
            if (launch.role() != Role.STUDENT) {
                all.stream().filter(this::mayBeLookedAt).forEach(column -> columns.lookBy(column, now()));
            }
            if (!all.isEmpty()) {
                bell.ring();
            }
        });
    }

    private static Optional<String> badge(LaunchAdmitted launch) {
        return launch.purpose() instanceof Purpose.Visit visit
                ? Optional.ofNullable(visit.embed())
                        .map(Embed::badge)
                        .filter(key -> BADGE.matcher(key).matches())
                : Optional.empty();
    }

    /** Whether it is a server of the platform at all is found out before it is called. */
    private static @Nullable URI kept(@Nullable URI url) {
        return url == null || url.getHost() == null || url.toString().length() > LONGEST_URL ? null : url;
    }

    private CourseGrades remember(CourseId course, @Nullable URI lineItems, Set<String> scopes) {
        CourseGrades known = courseGrades.find(course).orElse(null);
        URI place = lineItems == null && known != null ? known.lineItems() : lineItems;
        CourseGrades told = new CourseGrades(place, Set.copyOf(scopes), now().truncatedTo(ChronoUnit.DAYS));
        if (!told.equals(known)) {
            courseGrades.remember(course, place, scopes, told.heardAt());
        }
        return told;
    }

    /** The column of an embedded badge; where there is one already, that one stays. */
    private void adopt(Platform platform, CourseId course, String badge, URI lineItem) {
        if (columns.insert(course, badge, platform.id(), badge, lineItem, now())) {
            return;
        }
        StoredColumn known = columns.find(course, badge).orElseThrow();
        boolean elsewhere = known.lineItem() != null && !Urls.isSameItem(known.lineItem(), lineItem.toString());
        boolean lost = known.state() == State.REFUSED && known.trouble() == Trouble.GONE;
        boolean unknown = known.state() != State.STOPPED && known.lineItem() == null && known.askedAt() == null;
        if (unknown || (lost && elsewhere)) {
            columns.want(known, known.title(), lineItem, now());
        } else if (elsewhere) {
            columns.hasAnother(known);
        }
    }

    private static boolean isMended(Platform platform, StoredColumn column, CourseGrades grades) {
        return column.state() == State.REFUSED
                && column.trouble() != null
                && MENDED.contains(column.trouble())
                && grades.mayWrite(platform.family())
                && (column.lineItem() != null || grades.lineItems() != null);
    }

    private boolean mayBeLookedAt(StoredColumn column) {
        Instant read = column.readAt();
        return column.state() == State.OPEN && (read == null || !now().isBefore(read.plus(BETWEEN_LOOKS)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
