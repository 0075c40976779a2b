package org.cairn.lti.launch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores launches. */
@Component
class JdbcSessions {

    /** Whose the sessions of erased people are. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String INSERT = """
            insert into launch_session (handle, institution, platform, learner, name, course, course_title, role,
                frame_ancestors, secret, proof, expires_at, purpose, return_url)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private final JdbcTemplate jdbc;
    private final Purposes purposes;

    JdbcSessions(JdbcTemplate jdbc, Purposes purposes) {
        this.jdbc = jdbc;
        this.purposes = purposes;
    }

    /** Stores a new session, unless its handle has been used: then the answer is false. */
    boolean add(Session session) {
        return jdbc.update(INSERT, statement -> {
                    statement.setString(1, session.handle());
                    statement.setObject(2, session.platform().institution().value());
                    statement.setObject(3, session.platform().value());
                    statement.setObject(4, session.account().value());
                    statement.setString(5, session.name());
                    statement.setObject(
                            6,
                            session.course() == null ? null : session.course().value(),
                            Types.OTHER);
                    statement.setString(7, session.courseTitle());
                    statement.setString(8, session.role().name());
                    statement.setString(9, String.join(" ", session.frameAncestors()));
                    statement.setString(10, session.secret());
                    statement.setString(11, session.proof());
                    statement.setObject(12, time(session.expiresAt()));
                    statement.setString(13, purposes.write(session.purpose()));
                    statement.setString(14, session.returnUrl());
                })
                == 1;
    }

    Optional<Session> find(String handle) {
        return jdbc
                .query(
                        "select s.*, coalesce(l.merged_into, s.learner) as person from launch_session s"
                                + " left join learner l on l.institution = s.institution and l.id = s.learner"
                                + " where s.handle = ?",
                        (row, i) -> session(row),
                        handle)
                .stream()
                .findFirst();
    }

    /** Gives a session its secret in exchange for the proof, once and in time; false if it was too late or wrong. */
    boolean prove(String handle, String proof, String secret, Instant now, Instant expiresAt) {
        return jdbc.update(
                        "update launch_session set secret = ?, proof = null, expires_at = ?"
                                + " where handle = ? and proof = ? and secret is null and expires_at > ?",
                        secret,
                        time(expiresAt),
                        handle,
                        proof,
                        time(now))
                == 1;
    }

    /** Ends a session; its row stays, because it also says that its nonce is spent. */
    void end(String handle, Instant now) {
        jdbc.update("update launch_session set secret = null, expires_at = ? where handle = ?", time(now), handle);
    }

    /** Ends the sessions of these people, and says of none whose it was; the rows stay for the same reason. */
    void erase(Collection<LearnerId> learners, Instant now) {
        learners.forEach(learner -> jdbc.update(
                "update launch_session set learner = ?, name = null, secret = null, proof = null, purpose = null,"
                        + " return_url = null, expires_at = ? where institution = ? and learner = ?",
                NOBODY,
                time(now),
                learner.institution().value(),
                learner.value()));
    }

    /** Deletes some of the sessions that expired before an instant, and answers how many. */
    int purge(InstitutionId institution, Instant before, int most) {
        return jdbc.update(
                "delete from launch_session where handle in (select handle from launch_session"
                        + " where institution = ? and expires_at < ? order by expires_at limit ?)",
                institution.value(),
                time(before),
                most);
    }

    private Session session(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        UUID course = row.getObject("course", UUID.class);
        return new Session(
                row.getString("handle"),
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                new LearnerId(institution, row.getObject("person", UUID.class)),
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                row.getString("name"),
                course == null ? null : new CourseId(institution, course),
                row.getString("course_title"),
                Role.valueOf(row.getString("role")),
                List.of(row.getString("frame_ancestors").split(" ")),
                row.getString("secret"),
                row.getString("proof"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                purposes.read(row.getString("purpose"), institution),
                row.getString("return_url"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
