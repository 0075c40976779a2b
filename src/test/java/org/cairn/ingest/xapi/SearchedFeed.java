package org.cairn.ingest.xapi;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.MutableClock;
import org.cairn.RowsRead;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.xapi.Search.Found;
import org.cairn.ingest.xapi.terms.TestTerms;
import org.cairn.platform.InstitutionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A feed of statements on a test database, and a search through it. */
abstract class SearchedFeed {

    static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");
    static final String RARE = "{\"mbox\":\"mailto:rare@example.edu\"}";

    final MutableClock clock = new MutableClock(NOW);
    final RowsRead rows;
    final TestIngest node;
    final TestTerms terms;
    final Search search;
    InstitutionId institution;
    Feed feed;

    SearchedFeed(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        rows = new RowsRead(database.dataSource());
        node = new TestIngest(database, clock, new XapiStatements());
        KeptMessages kept = node.kept(rows);
        terms = new TestTerms(rows, kept, StatementIds::key);
        node.show(terms.bystander);
        search = new Search(kept, terms.candidates, node.evidence.log());
    }

    @BeforeEach
    void open() {
        var platform = node.lti.canvas("North Hill");
        institution = platform.id().institution();
        feed = node.feeds.add(platform.id(), FeedKind.XAPI, null, true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String statement(String id, String actor, String verb, String rest) {
        return "{\"id\":\"%s\",\"actor\":%s,\"verb\":{\"id\":\"https://example.edu/verbs/%s\"}%s}"
                .formatted(id, actor, verb, rest);
    }

    static String about(String activity) {
        return ",\"object\":{\"id\":\"https://example.edu/activities/%s\"}".formatted(activity);
    }

    static String referring(String id) {
        return ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}".formatted(id);
    }

    void store(String... statements) throws Exception {
        node.store(Stream.of(statements).map(this::message).toArray(Incoming[]::new));
        settle();
    }

    Incoming message(String statement) {
        try {
            return Batches.named(feed, StrictJson.read(statement)).message();
        } catch (StrictJson.Unreadable e) {
            throw new IllegalArgumentException(e);
        }
    }

    void settle() {
        while (node.workOff(institution) > 0) {
            // there is more
        }
    }

    /** Long enough for all of it to be read. */
    void later() {
        clock.advance(Duration.ofMinutes(1));
    }

    Found found(String... pairs) throws Exception {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return search.all(feed, Query.of(parameters));
    }

    static List<String> ids(Found found) {
        return found.hits().stream()
                .map(hit -> hit.statement().path("id").stringValue())
                .toList();
    }

    long count() {
        return node.database
                .jdbc()
                .sql("select count(*) from xapi_term")
                .query(Long.class)
                .single();
    }
}
