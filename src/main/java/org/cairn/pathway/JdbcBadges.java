package org.cairn.pathway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every version of every badge as the document its author wrote. */
@Component
class JdbcBadges {

    private static final String SELECT = "select document, version, published_at from badge_version v";

    private final JdbcClient jdbc;

    JdbcBadges(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** The newest version of each badge, by key. */
    List<Badge> newest(InstitutionId institution) {
        return jdbc.sql(SELECT + " where institution = :institution and version = (select max(n.version)"
                        + " from badge_version n where n.institution = v.institution and n.badge = v.badge)"
                        + " order by badge")
                .param("institution", institution.value())
                .query((row, number) -> read(institution, row))
                .list();
    }

    /** The newest published version of each badge, by key. */
    List<Badge> published(InstitutionId institution) {
        return jdbc.sql(SELECT + " where institution = :institution and version = (select max(n.version)"
                        + " from badge_version n where n.institution = v.institution and n.badge = v.badge"
                        + " and n.published_at is not null) order by badge")
                .param("institution", institution.value())
                .query((row, number) -> read(institution, row))
                .list();
    }

    Optional<Badge> newest(InstitutionId institution, String key) {
        return jdbc.sql(SELECT + " where institution = ? and badge = ? order by version desc limit 1")
                .params(institution.value(), key)
                .query((row, number) -> read(institution, row))
                .optional();
    }

    Optional<Badge> version(InstitutionId institution, String key, int version) {
        return jdbc.sql(SELECT + " where institution = ? and badge = ? and version = ?")
                .params(institution.value(), key, version)
                .query((row, number) -> read(institution, row))
                .optional();
    }

    void insert(Badge badge, String document, Instant now) {
        jdbc.sql("insert into badge_version (institution, badge, version, document, created_at) values (?, ?, ?, ?, ?)")
                .params(
                        badge.institution().value(),
                        badge.key(),
                        badge.version(),
                        document,
                        now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
    }

    void publish(Badge badge, Instant now) {
        jdbc.sql("update badge_version set published_at = ? where institution = ? and badge = ? and version = ?")
                .params(
                        now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        badge.institution().value(),
                        badge.key(),
                        badge.version())
                .update();
    }

    private static Badge read(InstitutionId institution, ResultSet row) throws SQLException {
        try {
            Badge badge = BadgeReader.readAll(institution, row.getString("document"))
                    .getFirst()
                    .badge();
            boolean published = row.getObject("published_at") != null;
            return badge.as(row.getInt("version"), published ? Badge.State.PUBLISHED : Badge.State.DRAFT);
        } catch (Pathways.BadDocument e) {
            throw new IllegalStateException("A stored badge can no longer be read", e);
        }
    }
}
