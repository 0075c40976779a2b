package org.cairn.ingest.xapi.documents;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.xapi.documents.Documents.Named;
import org.cairn.ingest.xapi.documents.Documents.Stored;
import org.cairn.ingest.xapi.documents.Shelf.Place;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of documents. */
@Component
class JdbcDocuments {

    private static final String THIS =
            " where institution = ? and feed = ? and shelf = ? and registration = ?" + " and name_digest = ?";
    private static final String SHELF = " where institution = ? and feed = ? and shelf = ?";

    private final JdbcClient jdbc;

    JdbcDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many documents, and how many bytes. */
    record Tally(long documents, long bytes) {
        Tally with(Tally more) {
            return new Tally(documents + more.documents, bytes + more.bytes);
        }

        Tally without(Tally less) {
            return new Tally(documents - less.documents, bytes - less.bytes);
        }
    }

    /** Takes the row that everybody needs who changes something of the feed. */
    Tally hold(UUID institution, String feed) {
        jdbc.sql("insert into xapi_document_tally (institution, feed, documents, bytes) values (?, ?, 0, 0)"
                        + " on conflict do nothing")
                .params(institution, feed)
                .update();
        return jdbc.sql(
                        "select documents, bytes from xapi_document_tally where institution = ? and feed = ? for update")
                .params(institution, feed)
                .query((row, number) -> new Tally(row.getLong("documents"), row.getLong("bytes")))
                .single();
    }

    void settle(UUID institution, String feed, Tally tally) {
        jdbc.sql("update xapi_document_tally set documents = ?, bytes = ? where institution = ? and feed = ?")
                .params(tally.documents(), tally.bytes(), institution, feed)
                .update();
    }

    Optional<Stored> find(Feed feed, Place place) {
        return jdbc.sql("select content_type, content, stored_at from xapi_document" + THIS)
                .params(key(feed, place))
                .query((row, number) -> new Stored(
                        new Content(row.getString("content_type"), row.getBytes("content")),
                        row.getObject("stored_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    long count(Feed feed, Shelf shelf) {
        return jdbc.sql("select count(*) from xapi_document" + SHELF)
                .params(institution(feed), feed.id(), shelf.digest())
                .query(Long.class)
                .single();
    }

    List<Named> names(Feed feed, Shelf shelf, @Nullable String registration, Instant since) {
        List<Object> params = shelf(feed, shelf, registration);
        params.add(column(since));
        return jdbc.sql("select name, max(stored_at) latest from xapi_document" + SHELF + of(registration)
                        + " and stored_at > ? group by name order by name")
                .params(params)
                .query((row, number) -> new Named(
                        row.getString("name"),
                        row.getObject("latest", OffsetDateTime.class).toInstant()))
                .list();
    }

    void put(Feed feed, Place place, Content content, Instant now, boolean known) {
        List<Object> params = new ArrayList<>(List.of(content.type(), content.bytes(), content.bytes().length));
        params.add(column(now));
        if (known) {
            params.addAll(key(feed, place));
            jdbc.sql("update xapi_document set content_type = ?, content = ?, size = ?, stored_at = ?" + THIS)
                    .params(params)
                    .update();
            return;
        }
        params.addAll(key(feed, place));
        params.add(place.name());
        Whose whose = place.shelf().whose();
        params.add(whose == null ? null : whose.person());
        jdbc.sql("insert into xapi_document (content_type, content, size, stored_at, institution, feed, shelf,"
                        + " registration, name_digest, name, person) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(params)
                .update();
    }

    void delete(Feed feed, Place place) {
        jdbc.sql("delete from xapi_document" + THIS).params(key(feed, place)).update();
    }

    /** Deletes what lies on a shelf, and says how much that was. */
    Tally drop(Feed feed, Shelf shelf, @Nullable String registration) {
        return drop(SHELF + of(registration), shelf(feed, shelf, registration));
    }

    /** The feeds of a platform by which something of this person is kept. */
    List<String> feeds(PlatformId platform, String person) {
        UUID institution = platform.institution().value();
        return jdbc.sql("select distinct feed from xapi_document where institution = ? and person = ? and feed in"
                        + " (select id from feed where institution = ? and platform = ?) order by feed")
                .params(institution, person, institution, platform.value())
                .query((row, number) -> row.getString("feed"))
                .list();
    }

    Tally drop(UUID institution, String feed, String person) {
        return drop(
                " where institution = ? and feed = ? and person = ?",
                new ArrayList<>(List.of(institution, feed, person)));
    }

    private Tally drop(String where, List<Object> params) {
        Tally gone = jdbc.sql("select count(*) documents, coalesce(sum(size), 0) bytes from xapi_document" + where)
                .params(params)
                .query((row, number) -> new Tally(row.getLong("documents"), row.getLong("bytes")))
                .single();
        jdbc.sql("delete from xapi_document" + where).params(params).update();
        return gone;
    }

    private static String of(@Nullable String registration) {
        return registration == null ? "" : " and registration = ?";
    }

    private static List<Object> shelf(Feed feed, Shelf shelf, @Nullable String registration) {
        List<Object> params = new ArrayList<>(List.of(institution(feed), feed.id(), shelf.digest()));
        if (registration != null) {
            params.add(registration);
        }
        return params;
    }

    private static List<Object> key(Feed feed, Place place) {
        String registration = place.registration();
        return List.of(
                institution(feed),
                feed.id(),
                place.shelf().digest(),
                registration == null ? "" : registration,
                Tokens.digest(place.name()));
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
