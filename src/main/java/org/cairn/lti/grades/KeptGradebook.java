package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Gradebook;
import org.cairn.lti.ProgressWanted;
import org.cairn.lti.StudentsJoined;
import org.cairn.people.IdentifierKind;
import org.cairn.people.IdentifiersLearned;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to the gradebook: notes what is wanted, and has the worker do it. */
@Component
class KeptGradebook implements Gradebook {

    private static final int LONGEST_TITLE = 200;

    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final JdbcReports reports;
    private final JdbcCourseGrades courseGrades;
    private final Courses courses;
    private final Platforms platforms;
    private final GradeBell bell;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    KeptGradebook(
            JdbcColumns columns,
            JdbcScores scores,
            JdbcReports reports,
            JdbcCourseGrades courseGrades,
            Courses courses,
            Platforms platforms,
            GradeBell bell,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.columns = columns;
        this.scores = scores;
        this.reports = reports;
        this.courseGrades = courseGrades;
        this.courses = courses;
        this.platforms = platforms;
        this.bell = bell;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Asked anew each time: a column that was not remembered yet would miss what happens meanwhile. */
    @Override
    public Set<String> badges(InstitutionId institution) {
        return Set.copyOf(columns.badges(institution));
    }

    @Override
    public void report(InstitutionId institution, Collection<Progress> progress) {
        List<Progress> ours = progress.stream()
                .filter(one -> one.learner().institution().equals(institution))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            if (reports.take(institution, ours, now()) > 0) {
                bell.ring();
            }
        });
    }

    @Override
    public void keep(CourseId course, String badge, String title) {
        Course known = courses.find(course).orElseThrow();
        String cut = title.length() > LONGEST_TITLE
                ? title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, LONGEST_TITLE)))
                : title;
        transactions.executeWithoutResult(status -> {
            if (!columns.insert(course, badge, known.platform(), cut, null, now())) {
                columns.find(course, badge)
                        .filter(column -> column.state() == State.STOPPED || column.state() == State.REFUSED)
                        .ifPresent(column -> wantAgain(column, cut));
            }
            bell.ring();
        });
    }

    @Override
    public void stop(CourseId course, String badge) {
        transactions.executeWithoutResult(status -> columns.stop(course, badge));
    }

    @Override
    public void retry(CourseId course, String badge) {
        transactions.executeWithoutResult(status -> {
            columns.find(course, badge)
                    .filter(column -> column.state() != State.STOPPED)
                    .ifPresent(column -> {
                        if (column.state() != State.OPEN) {
                            wantAgain(column, column.title());
                        }
                        scores.again(column, null, now());
                    });
            bell.ring();
        });
    }

    /** Where a column was deleted, or is another tool's, it has to be looked up anew. */
    private void wantAgain(StoredColumn column, String title) {
        boolean lost = column.trouble() == Trouble.GONE || column.trouble() == Trouble.NOT_OURS;
        if (lost) {
            scores.again(column, null, now());
        }
        columns.want(column, title, lost ? null : column.lineItem(), now());
    }

    @Override
    public List<Gradebook.Column> columns(CourseId course) {
        List<JdbcScores.Count> counts = scores.counts(course);
        return columns.of(course).stream()
                .map(column -> described(column, counts))
                .toList();
    }

    private Gradebook.Column described(StoredColumn column, List<JdbcScores.Count> all) {
        int written = 0;
        int waiting = 0;
        int kept = 0;
        Map<Trouble, Integer> refused = new EnumMap<>(Trouble.class);
        for (JdbcScores.Count count : all) {
            if (count.badge().equals(column.badge())) {
                switch (count.state()) {
                    case WRITTEN -> written += count.written() ? count.count() : 0;
                    case WAITING -> waiting += count.count();
                    case KEPT -> kept += count.count();
                    case REFUSED ->
                        refused.merge(
                                count.trouble() == null ? Trouble.REFUSED : count.trouble(),
                                count.count(),
                                Integer::sum);
                }
            }
        }
        return new Gradebook.Column(
                column.course(),
                column.badge(),
                column.title(),
                column.state(),
                column.trouble(),
                columns.duplicates(column),
                written,
                waiting,
                kept,
                Map.copyOf(refused));
    }

    @Override
    public Offer offer(CourseId course) {
        Family family = courses.find(course)
                .flatMap(known -> platforms.find(known.platform()))
                .map(Platform::family)
                .orElse(Family.OTHER);
        return courseGrades
                .find(course)
                .filter(grades -> grades.mayWrite(family))
                .map(grades -> grades.mayMakeColumns() ? Offer.COLUMNS : Offer.SCORES)
                .orElse(Offer.NOTHING);
    }

    /** An account gets back what was written to its platforms. */
    @EventListener
    void on(LearnersParted parted) {
        parted.platforms().forEach(platform -> scores.move(platform, parted.from(), parted.account()));
    }

    @EventListener
    void on(LearnerErased erased) {
        erased.accounts().forEach(scores::forget);
    }

    @EventListener
    void on(LearnersMerged merged) {
        scores.move(merged.from(), merged.into());
    }

    /** Their progress was nobody's business here before; and what the platform refused, it may take now. */
    @EventListener
    void on(StudentsJoined joined) {
        List<StoredColumn> written = columns.of(joined.course()).stream()
                .filter(column -> column.state() != State.STOPPED)
                .toList();
        if (!written.isEmpty()) {
            joined.students().forEach(student -> scores.again(joined.course(), student, Trouble.NOT_A_STUDENT, now()));
            events.publishEvent(new ProgressWanted(joined.course(), joined.students()));
            bell.ring();
        }
    }

    /** Now the platform's name for them is known. */
    @EventListener
    void on(IdentifiersLearned learned) {
        if (!badges(learned.learner().institution()).isEmpty()
                && learned.identifiers().stream().anyMatch(identifier -> identifier.kind() == IdentifierKind.SUB)) {
            scores.again(learned.learner(), Trouble.NO_ACCOUNT, now());
            bell.ring();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
