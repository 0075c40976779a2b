package org.cairn.lti;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.database.Text;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of courses and who is in them; writes only what changed, because every launch passes here. */
@Component
class JdbcCourses implements Courses {

    private static final String SELECT = "select institution, id, platform, context_id, own_id, title from course ";
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_URL = 2048;

    private record Membership(Role role, boolean active) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    JdbcCourses(JdbcClient jdbc, TransactionTemplate transactions, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
    }

    @Override
    public Optional<Course> find(CourseId id) {
        return jdbc.sql(SELECT + "where institution = ? and id = ?")
                .param(id.institution().value())
                .param(id.value())
                .query(JdbcCourses::course)
                .optional();
    }

    @Override
    public Optional<Course> find(PlatformId platform, String ownIdOrContextId) {
        if (!Text.isPlain(ownIdOrContextId)) {
            return Optional.empty();
        }
        return jdbc
                .sql(SELECT + "where institution = ? and platform = ? and own_id = ? order by id")
                .param(platform.institution().value())
                .param(platform.value())
                .param(ownIdOrContextId)
                .query(JdbcCourses::course)
                .list()
                .stream()
                .findFirst()
                .or(() -> byContext(platform, ownIdOrContextId));
    }

    private Optional<Course> byContext(PlatformId platform, String contextId) {
        return jdbc.sql(SELECT + "where institution = ? and platform = ? and context_id = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(contextId)
                .query(JdbcCourses::course)
                .optional();
    }

    @Override
    public List<Course> of(InstitutionId institution) {
        return jdbc.sql(SELECT + "where institution = ? order by title, id")
                .param(institution.value())
                .query(JdbcCourses::course)
                .list();
    }

    @Override
    public List<Learner> students(CourseId course) {
        return jdbc.sql("select l.id, l.name, l.email from membership m"
                        + " join learner l on l.institution = m.institution and l.id = m.learner"
                        + " where m.institution = ? and m.course = ? and m.role = 'student' and m.active"
                        + " order by l.name, l.id")
                .param(course.institution().value())
                .param(course.value())
                .query((row, n) -> new Learner(
                        new LearnerId(course.institution(), row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("email")))
                .list();
    }

    @Override
    public boolean isStudent(CourseId course, LearnerId learner) {
        return course.institution().equals(learner.institution())
                && membership(course, learner)
                        .filter(member -> member.role() == Role.STUDENT && member.active())
                        .isPresent();
    }

    @Override
    public CourseId know(PlatformId platform, String contextId, String ownId, @Nullable String title) {
        String cleanTitle = Text.clean(title, LONGEST_TITLE);
        Optional<Course> known = byContext(platform, contextId);
        if (known.isPresent() && merged(known.get(), ownId, cleanTitle).equals(known.get())) {
            return known.get().id();
        }
        return transactions.execute(status -> {
            boolean added = known.isEmpty() && add(platform, contextId, ownId, cleanTitle);
            Course stored = byContext(platform, contextId).orElseThrow();
            Course now = merged(stored, ownId, cleanTitle);
            change(stored, now);
            if (added || !now.ownId().equals(stored.ownId())) {
                events.publishEvent(new CourseLearned(now));
            }
            return stored.id();
        });
    }

    /** What a launch leaves out is kept: neither a title nor an own id of ours is lost by it. */
    private static Course merged(Course known, String ownId, @Nullable String title) {
        return new Course(
                known.id(),
                known.platform(),
                known.contextId(),
                ownId.equals(known.contextId()) ? known.ownId() : ownId,
                title == null ? known.title() : title);
    }

    private boolean add(PlatformId platform, String contextId, String ownId, @Nullable String title) {
        return jdbc.sql("insert into course (institution, id, platform, context_id, own_id, title)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(platform.institution().value())
                        .param(Ids.next())
                        .param(platform.value())
                        .param(contextId)
                        .param(ownId)
                        .param(title)
                        .update()
                == 1;
    }

    private void change(Course stored, Course changed) {
        if (!changed.equals(stored)) {
            jdbc.sql("update course set own_id = ?, title = ? where institution = ? and id = ?")
                    .param(changed.ownId())
                    .param(changed.title())
                    .param(stored.id().institution().value())
                    .param(stored.id().value())
                    .update();
        }
    }

    @Override
    public void join(CourseId course, LearnerId learner, Role role, boolean active) {
        if (role == Role.ADMINISTRATOR) {
            return;
        }
        Membership wanted = new Membership(role, active);
        Membership known = membership(course, learner).orElse(null);
        if (!wanted.equals(known)) {
            transactions.executeWithoutResult(status -> {
                write(course, learner, wanted, known);
                announce(course, List.of(learner), wanted);
            });
        }
    }

    @Override
    public void enrol(CourseId course, Collection<LearnerId> students, boolean active) {
        if (students.isEmpty() || find(course).isEmpty()) {
            return;
        }
        Map<UUID, Membership> known = memberships(course, students);
        Membership wanted = new Membership(Role.STUDENT, active);
        List<LearnerId> changed = students.stream()
                .distinct()
                .filter(student -> student.institution().equals(course.institution()))
                .filter(student -> changes(known.get(student.value()), active))
                .sorted(Comparator.comparing(LearnerId::value))
                .toList();
        if (!changed.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                changed.forEach(student -> write(course, student, wanted, known.get(student.value())));
                announce(course, changed, wanted);
            });
        }
    }

    private void announce(CourseId course, Collection<LearnerId> changed, Membership now) {
        if (now.role() == Role.STUDENT && now.active()) {
            events.publishEvent(new StudentsJoined(course, Set.copyOf(changed)));
        }
    }

    /** Someone who teaches here stays who they are: only a launch says that they are a student now. */
    private static boolean changes(@Nullable Membership known, boolean active) {
        return known == null ? active : known.role() == Role.STUDENT && known.active() != active;
    }

    private void write(CourseId course, LearnerId learner, Membership wanted, @Nullable Membership known) {
        if (known == null && insert(course, learner, wanted)) {
            return;
        }
        jdbc.sql("update membership set role = ?, active = ? where institution = ? and course = ? and learner = ?")
                .param(code(wanted.role()))
                .param(wanted.active())
                .param(course.institution().value())
                .param(course.value())
                .param(learner.value())
                .update();
    }

    private boolean insert(CourseId course, LearnerId learner, Membership wanted) {
        return jdbc.sql("insert into membership (institution, course, learner, role, active)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .param(course.institution().value())
                        .param(course.value())
                        .param(learner.value())
                        .param(code(wanted.role()))
                        .param(wanted.active())
                        .update()
                == 1;
    }

    private Optional<Membership> membership(CourseId course, LearnerId learner) {
        return jdbc.sql("select role, active from membership where institution = ? and course = ? and learner = ?")
                .param(course.institution().value())
                .param(course.value())
                .param(learner.value())
                .query((row, n) -> membership(row))
                .optional();
    }

    private Map<UUID, Membership> memberships(CourseId course, Collection<LearnerId> learners) {
        Map<UUID, Membership> memberships = new HashMap<>();
        jdbc.sql("select m.learner, m.role, m.active from unnest(cast(? as uuid array)) as them(id)"
                        + " left join membership m on m.institution = ? and m.course = ? and m.learner = them.id"
                        + " where m.learner is not null")
                .param(new SqlArrayValue(
                        "uuid", learners.stream().map(LearnerId::value).toArray()))
                .param(course.institution().value())
                .param(course.value())
                .query(row -> {
                    memberships.put(row.getObject("learner", UUID.class), membership(row));
                });
        return memberships;
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)), row.getBoolean("active"));
    }

    @Override
    public void rememberServices(CourseId course, @Nullable URI membershipsUrl) {
        if (membershipsUrl == null
                || membershipsUrl.toString().length() > LONGEST_URL
                || Objects.equals(membershipsUrl, membershipsUrl(course).orElse(null))) {
            return;
        }
        transactions.executeWithoutResult(
                status -> jdbc.sql("update course set memberships_url = ? where institution = ? and id = ?")
                        .param(membershipsUrl.toString())
                        .param(course.institution().value())
                        .param(course.value())
                        .update());
    }

    @Override
    public Optional<URI> membershipsUrl(CourseId course) {
        return jdbc.sql("select memberships_url from course"
                        + " where institution = ? and id = ? and memberships_url is not null")
                .param(course.institution().value())
                .param(course.value())
                .query((row, n) -> row.getString(1))
                .optional()
                .map(URI::create);
    }

    private static String code(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Course course(ResultSet row, int number) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        return new Course(
                new CourseId(institution, row.getObject("id", UUID.class)),
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("context_id"),
                row.getString("own_id"),
                row.getString("title"));
    }
}
