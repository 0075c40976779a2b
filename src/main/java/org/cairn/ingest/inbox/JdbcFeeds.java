package org.cairn.ingest.inbox;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ways in, as rows. */
@Component
class JdbcFeeds {

    private static final String COLUMNS = "id, institution, platform, kind, jwks_url, allow_unsigned";

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcFeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Feed feed) {
        UUID institution = feed.platform().institution().value();
        jdbc.sql("insert into feed (" + COLUMNS + ", created_at) values (?, ?, ?, ?, ?, ?, ?)")
                .param(feed.id())
                .param(institution)
                .param(feed.platform().value())
                .param(feed.kind().name())
                .param(feed.jwksUrl() == null ? null : feed.jwksUrl().toString())
                .param(feed.allowUnsigned())
                .param(Columns.time(clock.instant()))
                .update();
        jdbc.sql("insert into feed_tally (institution, feed, received, duplicates) values (?, ?, 0, 0)")
                .params(institution, feed.id())
                .update();
    }

    Optional<Feed> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from feed where id = ?")
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    List<Feed> of(InstitutionId institution) {
        return jdbc.sql("select " + COLUMNS + " from feed where institution = ? order by created_at, id")
                .param(institution.value())
                .query((row, number) -> read(row))
                .list();
    }

    private static Feed read(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        @Nullable String jwksUrl = row.getString("jwks_url");
        return new Feed(
                row.getString("id"),
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                FeedKind.valueOf(row.getString("kind")),
                jwksUrl == null ? null : URI.create(jwksUrl),
                row.getBoolean("allow_unsigned"));
    }
}
