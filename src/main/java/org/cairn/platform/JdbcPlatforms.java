package org.cairn.platform;

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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of institutions, platforms and their deployments. */
@Component
class JdbcPlatforms {

    private static final String SELECT = "select institution, id, name, family, issuer, client_id, authorization_url,"
            + " token_url, jwks_url, active from platform ";

    private final JdbcClient jdbc;

    JdbcPlatforms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores an institution unless its name is taken. */
    void add(Institution institution) {
        jdbc.sql("insert into institution (id, name) values (?, ?) on conflict do nothing")
                .param(institution.id().value())
                .param(institution.name())
                .update();
    }

    /** Stores a platform; false when its issuer and client id are taken. */
    boolean add(Platform platform, Instant now) {
        return jdbc.sql("insert into platform (institution, id, name, family, issuer, client_id, authorization_url,"
                                + " token_url, jwks_url, active, registered_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(platform.id().institution().value())
                        .param(platform.id().value())
                        .param(platform.name())
                        .param(platform.family().name().toLowerCase(Locale.ROOT))
                        .param(platform.issuer())
                        .param(platform.clientId())
                        .param(platform.authorizationUrl().toString())
                        .param(platform.tokenUrl().toString())
                        .param(platform.jwksUrl().toString())
                        .param(platform.active())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Brings a registration up to date, and back if it was removed. */
    void update(Platform platform) {
        jdbc.sql("update platform set name = ?, family = ?, authorization_url = ?, token_url = ?, jwks_url = ?,"
                        + " active = true, removed_at = null where institution = ? and id = ?")
                .param(platform.name())
                .param(platform.family().name().toLowerCase(Locale.ROOT))
                .param(platform.authorizationUrl().toString())
                .param(platform.tokenUrl().toString())
                .param(platform.jwksUrl().toString())
                .param(platform.id().institution().value())
                .param(platform.id().value())
                .update();
    }

    /** Notes how a platform came to be registered; a guid that is known stays where none is given. */
    void describe(PlatformId id, Connection.Origin origin, @Nullable String guid, @Nullable String tokenAudience) {
        jdbc.sql("update platform set origin = ?, guid = coalesce(?, guid), token_audience = ?"
                        + " where institution = ? and id = ?")
                .param(origin.name().toLowerCase(Locale.ROOT))
                .param(guid)
                .param(tokenAudience)
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    Optional<Connection> connection(PlatformId id) {
        return jdbc.sql("select origin, guid, token_audience, registered_at, removed_at from platform"
                        + " where institution = ? and id = ?")
                .param(id.institution().value())
                .param(id.value())
                .query(JdbcPlatforms::connection)
                .optional();
    }

    void pin(PlatformId id, String guid) {
        jdbc.sql("update platform set guid = ? where institution = ? and id = ? and guid is null")
                .param(guid)
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    void remove(PlatformId id, Instant now) {
        jdbc.sql("update platform set active = false, removed_at = ? where institution = ? and id = ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    void addDeployment(PlatformId id, String deploymentId) {
        jdbc.sql("insert into platform_deployment (institution, platform, deployment_id) values (?, ?, ?)"
                        + " on conflict do nothing")
                .param(id.institution().value())
                .param(id.value())
                .param(deploymentId)
                .update();
    }

    void setActive(PlatformId id, boolean active) {
        jdbc.sql("update platform set active = ? where institution = ? and id = ?")
                .param(active)
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    Optional<Platform> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(JdbcPlatforms::platform)
                .optional();
    }

    List<Platform> byIssuer(String issuer) {
        return jdbc.sql(SELECT + "where issuer = ? order by client_id")
                .param(issuer)
                .query(JdbcPlatforms::platform)
                .list();
    }

    Optional<Platform> find(String issuer, String clientId) {
        return jdbc.sql(SELECT + "where issuer = ? and client_id = ?")
                .param(issuer)
                .param(clientId)
                .query(JdbcPlatforms::platform)
                .optional();
    }

    /** The platforms of all other institutions, also those that were removed: over there nothing was. */
    List<Platform> elsewhere(InstitutionId institution) {
        return jdbc.sql(SELECT + "where institution <> ?")
                .param(institution.value())
                .query(JdbcPlatforms::platform)
                .list();
    }

    List<Platform> of(InstitutionId institution) {
        return jdbc.sql(SELECT + "where institution = ? and removed_at is null order by name, id")
                .param(institution.value())
                .query(JdbcPlatforms::platform)
                .list();
    }

    List<String> deployments(PlatformId id) {
        return jdbc.sql("select deployment_id from platform_deployment where institution = ? and platform = ?"
                        + " order by deployment_id")
                .param(id.institution().value())
                .param(id.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    List<Institution> institutions() {
        return jdbc.sql("select id, name from institution order by name")
                .query(JdbcPlatforms::institution)
                .list();
    }

    Optional<Institution> institution(InstitutionId id) {
        return jdbc.sql("select id, name from institution where id = ?")
                .param(id.value())
                .query(JdbcPlatforms::institution)
                .optional();
    }

    Optional<Institution> institutionNamed(String name) {
        return jdbc.sql("select id, name from institution where name = ?")
                .param(name)
                .query(JdbcPlatforms::institution)
                .optional();
    }

    private static Connection connection(ResultSet row, int number) throws SQLException {
        OffsetDateTime removed = row.getObject("removed_at", OffsetDateTime.class);
        return new Connection(
                Connection.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getString("guid"),
                row.getString("token_audience"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                removed == null ? null : removed.toInstant());
    }

    private static Institution institution(ResultSet row, int number) throws SQLException {
        return new Institution(new InstitutionId(row.getObject("id", UUID.class)), row.getString("name"));
    }

    private static Platform platform(ResultSet row, int number) throws SQLException {
        return new Platform(
                new PlatformId(
                        new InstitutionId(row.getObject("institution", UUID.class)), row.getObject("id", UUID.class)),
                row.getString("name"),
                Family.valueOf(row.getString("family").toUpperCase(Locale.ROOT)),
                row.getString("issuer"),
                row.getString("client_id"),
                URI.create(row.getString("authorization_url")),
                URI.create(row.getString("token_url")),
                URI.create(row.getString("jwks_url")),
                row.getBoolean("active"));
    }
}
