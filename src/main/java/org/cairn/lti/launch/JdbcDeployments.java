package org.cairn.lti.launch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.cairn.lti.Deployments.Waiting;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deployments that wait for a decision. */
@Component
class JdbcDeployments {

    /** Whoever can sign for a platform can name as many as they like. */
    static final int MOST = 100;

    private static final Duration SEEN_AGAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    JdbcDeployments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes whoever else decides about this platform's deployments wait for the end of our transaction. */
    void lock(PlatformId platform) {
        jdbc.sql("select id from platform where institution = ? and id = ? for update")
                .param(platform.institution().value())
                .param(platform.value())
                .query(UUID.class)
                .optional();
    }

    /** Reads past every memory which deployments are accepted. */
    List<String> accepted(PlatformId platform) {
        return jdbc.sql("select deployment_id from platform_deployment where institution = ? and platform = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Notes a deployment, or that it was seen again; says whether it is new. */
    boolean note(PlatformId platform, String deployment, @Nullable String guid, @Nullable String name, Instant now) {
        boolean added = jdbc.sql("insert into waiting_deployment (institution, platform, deployment_id, guid,"
                                + " platform_name, first_seen, last_seen) values (?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(deployment)
                        .param(guid)
                        .param(name)
                        .param(time(now))
                        .param(time(now))
                        .update()
                == 1;
        if (added) {
            forgetOldest(platform);
        } else {
            seen(platform, deployment, guid, name, now);
        }
        return added;
    }

    private void seen(
            PlatformId platform, String deployment, @Nullable String guid, @Nullable String name, Instant now) {
        jdbc.sql("update waiting_deployment set last_seen = ?, guid = ?, platform_name = ?"
                        + " where institution = ? and platform = ? and deployment_id = ? and last_seen <= ?")
                .param(time(now))
                .param(guid)
                .param(name)
                .param(platform.institution().value())
                .param(platform.value())
                .param(deployment)
                .param(time(now.minus(SEEN_AGAIN)))
                .update();
    }

    private void forgetOldest(PlatformId platform) {
        jdbc.sql("delete from waiting_deployment where institution = ? and platform = ? and deployment_id in"
                        + " (select deployment_id from waiting_deployment where institution = ? and platform = ?"
                        + " order by last_seen desc, deployment_id offset " + MOST + ")")
                .param(platform.institution().value())
                .param(platform.value())
                .param(platform.institution().value())
                .param(platform.value())
                .update();
    }

    List<Waiting> waiting(PlatformId platform) {
        return jdbc.sql("select deployment_id, guid, platform_name, first_seen, last_seen from waiting_deployment w"
                        + " where institution = ? and platform = ? and not exists (select 1 from platform_deployment d"
                        + " where d.institution = w.institution and d.platform = w.platform"
                        + " and d.deployment_id = w.deployment_id) order by last_seen desc, deployment_id")
                .param(platform.institution().value())
                .param(platform.value())
                .query(JdbcDeployments::waiting)
                .list();
    }

    void remove(PlatformId platform, String deployment) {
        jdbc.sql("delete from waiting_deployment where institution = ? and platform = ? and deployment_id = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(deployment)
                .update();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(
                row.getString("deployment_id"),
                row.getString("guid"),
                row.getString("platform_name"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
