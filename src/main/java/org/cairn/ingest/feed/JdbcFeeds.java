package org.cairn.ingest.feed;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.database.Dialect;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ways in, as rows. */
@Component
class JdbcFeeds {

    private static final String COLUMNS = "id, institution, platform, kind, jwks_url, allow_unsigned,"
            + " strict, accounts_are_user_names, match_email";
    private static final String ACCOUNTS = "accounts, accounts_since, accounts_before, accounts_until";
    private static final String ALL = COLUMNS + ", " + ACCOUNTS;

    private final JdbcClient jdbc;
    private final String held;
    private final Clock clock;

    JdbcFeeds(JdbcTemplate template, Clock clock) {
        this.jdbc = JdbcClient.create(template);
        this.held = Dialect.of(Objects.requireNonNull(template.getDataSource())).heldUnchanged();
        this.clock = clock;
    }

    void insert(Feed feed) {
        UUID institution = feed.platform().institution().value();
        jdbc.sql("insert into feed (" + COLUMNS + ", created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(feed.id())
                .param(institution)
                .param(feed.platform().value())
                .param(feed.kind().name())
                .param(feed.jwksUrl() == null ? null : feed.jwksUrl().toString())
                .param(feed.allowUnsigned())
                .param(feed.reading().strict())
                .param(feed.reading().accountsAreUserNames())
                .param(feed.reading().matchEmail())
                .param(Columns.time(clock.instant()))
                .update();
        jdbc.sql("insert into feed_tally (institution, feed, received, duplicates) values (?, ?, 0, 0)")
                .params(institution, feed.id())
                .update();
        jdbc.sql("insert into feed_settled (institution, feed, ignored) values (?, ?, 0)")
                .params(institution, feed.id())
                .update();
    }

    void become(Feed feed, Feeds.State state) {
        jdbc.sql("update feed set state = ? where institution = ? and id = ? and state <> 'CLOSED'")
                .params(state.name(), feed.platform().institution().value(), feed.id())
                .update();
    }

    Feeds.State state(Feed feed) {
        return jdbc.sql("select state from feed where institution = ? and id = ?")
                .params(feed.platform().institution().value(), feed.id())
                .query((row, number) -> Feeds.State.valueOf(row.getString("state")))
                .optional()
                .orElse(Feeds.State.CLOSED);
    }

    void change(Feed feed) {
        jdbc.sql("update feed set strict = ?, accounts_are_user_names = ?, match_email = ?"
                        + " where institution = ? and id = ?")
                .param(feed.reading().strict())
                .param(feed.reading().accountsAreUserNames())
                .param(feed.reading().matchEmail())
                .param(feed.platform().institution().value())
                .param(feed.id())
                .update();
    }

    void believe(Feed feed, Feed.Accounts accounts) {
        jdbc.sql("update feed set accounts = ?, accounts_since = ?, accounts_before = ?, accounts_until = ?"
                        + " where institution = ? and id = ?")
                .param(lines(accounts.names()))
                .param(Columns.timeOrNull(accounts.since()))
                .param(lines(accounts.before()))
                .param(Columns.timeOrNull(accounts.until()))
                .param(feed.platform().institution().value())
                .param(feed.id())
                .update();
    }

    private static @Nullable String lines(Collection<String> names) {
        return names.isEmpty() ? null : String.join("\n", names);
    }

    /** Whose events are believed; nobody else changes it until the transaction ends. */
    Feed.Accounts lock(Feed feed) {
        return accounts(feed, " for update");
    }

    /** Whose events are believed; nobody changes it until the transaction ends. */
    Feed.Accounts hold(Feed feed) {
        return accounts(feed, held);
    }

    private Feed.Accounts accounts(Feed feed, String lock) {
        return jdbc.sql("select " + ACCOUNTS + " from feed where institution = ? and id = ?" + lock)
                .params(feed.platform().institution().value(), feed.id())
                .query((row, number) -> accounts(row))
                .optional()
                .orElse(Feed.Accounts.ANY);
    }

    void learn(Feed feed, Collection<String> accounts, Instant receivedAt) {
        jdbc.sql("update feed set accounts = ?, accounts_since = coalesce(accounts_since, ?)"
                        + " where institution = ? and id = ? and accounts is null")
                .param(String.join("\n", accounts))
                .param(Columns.time(receivedAt))
                .param(feed.platform().institution().value())
                .param(feed.id())
                .update();
    }

    /** Adds a secret, of which only the digest is kept; those there are will end. */
    void addSecret(Feed feed, String digest, Instant othersUntil) {
        UUID institution = feed.platform().institution().value();
        jdbc.sql("update feed_secret set good_until = ? where institution = ? and feed = ? and good_until is null")
                .params(Columns.time(othersUntil), institution, feed.id())
                .update();
        jdbc.sql("insert into feed_secret (institution, feed, digest, made_at) values (?, ?, ?, ?)")
                .params(institution, feed.id(), digest, Columns.time(clock.instant()))
                .update();
    }

    /** The digests of the secrets that are good now. */
    List<String> secrets(Feed feed, Instant now) {
        return jdbc.sql("select digest from feed_secret where institution = ? and feed = ?"
                        + " and (good_until is null or good_until > ?)")
                .params(feed.platform().institution().value(), feed.id(), Columns.time(now))
                .query((row, number) -> row.getString("digest"))
                .list();
    }

    Optional<Feed> find(String id) {
        return jdbc.sql("select " + ALL + " from feed where id = ?")
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    List<Feed> of(InstitutionId institution) {
        return jdbc.sql("select " + ALL
                        + " from feed where institution = ? and state <> 'CLOSED' order by created_at, id")
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
                row.getBoolean("allow_unsigned"),
                new Feed.Reading(
                        row.getBoolean("strict"),
                        row.getBoolean("accounts_are_user_names"),
                        row.getBoolean("match_email")),
                accounts(row));
    }

    private static Feed.Accounts accounts(ResultSet row) throws SQLException {
        return new Feed.Accounts(
                names(row, "accounts"),
                Columns.instantOrNull(row, "accounts_since"),
                names(row, "accounts_before"),
                Columns.instantOrNull(row, "accounts_until"));
    }

    private static SortedSet<String> names(ResultSet row, String column) throws SQLException {
        @Nullable String names = row.getString(column);
        return names == null ? new TreeSet<>() : new TreeSet<>(names.lines().toList());
    }
}
