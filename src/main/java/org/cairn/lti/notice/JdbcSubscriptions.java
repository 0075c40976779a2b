package org.cairn.lti.notice;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cairn.lti.Notices;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what platforms were asked to tell us, and whether they do. */
@Component
class JdbcSubscriptions {

    private static final String KEY =
            " where institution = ? and platform = ? and deployment_id = ? and notice_type = ?";

    private final JdbcClient jdbc;

    JdbcSubscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names one type of notice of one deployment. */
    record Key(PlatformId platform, String deployment, String type) {}

    /** One that is due: where to ask, and how often it was tried in vain. */
    record Due(Key key, URI service, int tries) {}

    Optional<String> service(Key key) {
        return jdbc.sql("select coalesce(service, '') from notice_subscription" + KEY)
                .params(params(key))
                .query(String.class)
                .optional();
    }

    /** Notes that this is to be asked for; nothing changes where it is noted already. */
    void want(Key key, URI service, Instant now) {
        jdbc.sql("insert into notice_subscription (institution, platform, deployment_id, notice_type, service, state,"
                        + " tries, next_at) values (?, ?, ?, ?, ?, 'waiting', 0, ?) on conflict do nothing")
                .params(params(key))
                .param(service.toString())
                .param(time(now))
                .update();
    }

    /** Notes that the platform's service is elsewhere now: what stood there must be asked for anew. */
    void moved(Key key, URI service, Instant now) {
        jdbc.sql("update notice_subscription set service = ?, state = 'waiting', tries = 0, next_at = ?, reason = null"
                        + KEY + " and (service is null or service <> ?)")
                .param(service.toString())
                .param(time(now))
                .params(params(key))
                .param(service.toString())
                .update();
    }

    /** Takes some that are due, or that lead to another handler than ours; nobody else takes them until the lease ends. */
    List<Due> claim(InstitutionId institution, String handler, Instant now, Instant leaseEnds, int most) {
        List<Due> due = jdbc.sql("select platform, deployment_id, notice_type, service, tries from notice_subscription"
                        + " where institution = ? and service is not null"
                        + " and (next_at <= ? or (state = 'standing' and handler <> ?))"
                        + " order by next_at limit ? for update skip locked")
                .param(institution.value())
                .param(time(now))
                .param(handler)
                .param(most)
                .query((row, n) -> new Due(
                        new Key(
                                new PlatformId(institution, row.getObject("platform", UUID.class)),
                                row.getString("deployment_id"),
                                row.getString("notice_type")),
                        URI.create(row.getString("service")),
                        row.getInt("tries")))
                .list();
        // one that leads elsewhere is not taken twice either: it stands no longer
        due.forEach(one -> jdbc.sql("update notice_subscription set next_at = ?,"
                        + " state = case when state = 'standing' and handler <> ? then 'waiting' else state end" + KEY)
                .param(time(leaseEnds))
                .param(handler)
                .params(params(one.key()))
                .update());
        return due;
    }

    /** Notes that the platform agreed. */
    void agreed(Key key, String handler, Instant now, Instant renewAt) {
        jdbc.sql("update notice_subscription set state = 'standing', handler = ?, tries = 0, reason = null,"
                        + " subscribed_at = ?, next_at = ?" + KEY)
                .param(handler)
                .param(time(now))
                .param(time(renewAt))
                .params(params(key))
                .update();
    }

    /** Notes that it was asked for in vain. */
    void failed(Key key, Notices.State state, int tries, String reason, Instant nextAt) {
        jdbc.sql("update notice_subscription set state = ?, tries = ?, reason = ?, next_at = ?" + KEY)
                .param(code(state))
                .param(tries)
                .param(reason.length() > 500 ? reason.substring(0, 500) : reason)
                .param(time(nextAt))
                .params(params(key))
                .update();
    }

    /** Notes that a notice came, at most once a minute; whoever asked for it. */
    void heard(PlatformId platform, String deployment, String type, Instant now) {
        Key key = new Key(platform, deployment, type);
        int known = jdbc.sql("insert into notice_subscription (institution, platform, deployment_id, notice_type,"
                        + " state, tries, next_at, heard_at) values (?, ?, ?, ?, 'standing', 0, ?, ?)"
                        + " on conflict do nothing")
                .params(params(key))
                .param(time(now))
                .param(time(now))
                .update();
        if (known == 0) {
            jdbc.sql("update notice_subscription set heard_at = ?" + KEY + " and (heard_at is null or heard_at < ?)")
                    .param(time(now))
                    .params(params(key))
                    .param(time(now.minusSeconds(60)))
                    .update();
        }
    }

    List<Notices.Subscription> of(PlatformId platform) {
        return jdbc.sql("select deployment_id, notice_type, state, reason, subscribed_at, heard_at, next_at"
                        + " from notice_subscription where institution = ? and platform = ?"
                        + " order by deployment_id, notice_type")
                .param(platform.institution().value())
                .param(platform.value())
                .query(JdbcSubscriptions::subscription)
                .list();
    }

    private static Notices.Subscription subscription(ResultSet row, int number) throws SQLException {
        return new Notices.Subscription(
                row.getString("deployment_id"),
                row.getString("notice_type"),
                Notices.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                instant(row, "subscribed_at"),
                instant(row, "heard_at"),
                row.getObject("next_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<Object> params(Key key) {
        return List.of(key.platform().institution().value(), key.platform().value(), key.deployment(), key.type());
    }

    private static String code(Notices.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
