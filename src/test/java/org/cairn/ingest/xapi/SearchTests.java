package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.MutableClock;
import org.cairn.RowsRead;
import org.cairn.TestDatabase;
import org.cairn.database.Dialect;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lists of statements find, and what that costs, before a feed was read for its terms and after. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SearchTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");
    private static final int MANY = 2_000;
    private static final String RARE = "{\"mbox\":\"mailto:rare@example.edu\"}";
    private static final String REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7";

    private final MutableClock clock = new MutableClock(NOW);
    private final RowsRead rows;
    private final TestIngest node;
    private final TestTerms terms;
    private final Search search;
    private InstitutionId institution;
    private Feed feed;

    SearchTests(TestDatabase kind) {
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

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String statement(String id, String actor, String verb, String rest) {
        return "{\"id\":\"%s\",\"actor\":%s,\"verb\":{\"id\":\"https://example.edu/verbs/%s\"}%s}"
                .formatted(id, actor, verb, rest);
    }

    private static String about(String activity) {
        return ",\"object\":{\"id\":\"https://example.edu/activities/%s\"}".formatted(activity);
    }

    private static String referring(String id) {
        return ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}".formatted(id);
    }

    private void store(String... statements) throws Exception {
        node.store(Stream.of(statements).map(this::message).toArray(Incoming[]::new));
        settle();
    }

    private Incoming message(String statement) {
        try {
            return Batches.named(feed, StrictJson.read(statement)).message();
        } catch (StrictJson.Unreadable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void settle() {
        while (node.workOff(institution) > 0) {
            // there is more
        }
    }

    /** Long enough for all of it to be read. */
    private void later() {
        clock.advance(Duration.ofMinutes(1));
    }

    private void many() throws Exception {
        for (int from = 0; from < MANY; from += 500) {
            String[] batch = new String[500];
            for (int i = 0; i < batch.length; i++) {
                int number = from + i;
                batch[i] = number % 400 == 7
                        ? statement(id(), RARE, "passed", about("mission") + """
                                ,"context":{"registration":"%s","contextActivities":{"parent":{"id":"https://example.edu/activities/program"}},
                                "instructor":{"account":{"homePage":"https://example.edu","name":"9"}}}""".formatted(REGISTRATION))
                        : statement(
                                id(), "{\"mbox\":\"mailto:a%d@example.edu\"}".formatted(number), "did", about("other"));
            }
            store(batch);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private Found found(String... pairs) throws Exception {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return search.all(feed, Query.of(parameters));
    }

    private static List<String> ids(Found found) {
        return found.hits().stream()
                .map(hit -> hit.statement().path("id").stringValue())
                .toList();
    }

    private static final List<List<String>> FILTERS = List.of(
            List.of("agent", RARE),
            List.of("verb", "https://example.edu/verbs/passed"),
            List.of("activity", "https://example.edu/activities/mission"),
            List.of("activity", "https://example.edu/activities/program", "related_activities", "true"),
            List.of(
                    "agent",
                    "{\"account\":{\"name\":\"9\",\"homePage\":\"https://example.edu\"}}",
                    "related_agents",
                    "true"),
            List.of("registration", REGISTRATION),
            List.of("agent", RARE, "verb", "https://example.edu/verbs/passed", "ascending", "true"));

    /** Somebody else of the same institution sends much, between what the feed gets. */
    private void busyNeighbour() {
        Feed busy = node.feeds.add(feed.platform(), FeedKind.XAPI, null, true);
        String numbers = Dialect.of(rows) == Dialect.H2 ? "system_range(1, 2)" : "generate_series(1, 2)";
        JdbcClient jdbc = node.database.jdbc();
        jdbc.sql("insert into inbox_message (institution, feed, dedupe_key, platform, kind, state, type, tries,"
                        + " received_at, due_at, body) select institution, ?, dedupe_key || number, platform, kind, 'DONE',"
                        + " type, tries, received_at, due_at, body from inbox_message cross join " + numbers
                        + " as numbers(number) where feed = ?")
                .params(busy.id(), feed.id())
                .update();
        jdbc.sql("analyze").update();
    }

    @Test
    void aListReadsWhatItFindsAndFindsTheSameAsBefore() throws Exception {
        many();
        busyNeighbour();
        later();
        List<List<String>> before = new ArrayList<>();
        rows.andForget();
        for (List<String> filter : FILTERS) {
            before.add(ids(found(filter.toArray(String[]::new))));
            assertThat(before.getLast()).as("%s", filter).hasSize(5);
        }
        assertThat(rows.andForget()).as("as yet all is read").isGreaterThan((long) FILTERS.size() * MANY);
        List<String> newest = ids(found("limit", "5"));
        terms.read(feed);
        node.database.jdbc().sql("analyze").update();

        for (int i = 0; i < FILTERS.size(); i++) {
            int plans = rows.plans().size();
            rows.andForget();
            assertThat(ids(found(FILTERS.get(i).toArray(String[]::new)))).isEqualTo(before.get(i));
            assertThat(rows.andForget())
                    .as(
                            "%s %s",
                            FILTERS.get(i),
                            rows.plans().subList(plans, rows.plans().size()))
                    .isBetween(10L, 60L);
        }
        assertThat(ids(found("limit", "5"))).isEqualTo(newest);
        assertThat(rows.andForget()).as("%s", rows.plans()).isBetween(10L, 60L);
        assertThat(found("agent", RARE, "verb", "https://example.edu/verbs/did").hits())
                .isEmpty();
        assertThat(found("activity", "https://example.edu/activities/program").hits())
                .isEmpty();
    }

    @Test
    void pagesHoldWhatIsWorkedOffAndWhatWaits() throws Exception {
        many();
        terms.read(feed);
        store(statement(id(), RARE, "passed", about("mission")), statement(id(), RARE, "did", about("mission")));
        clock.advance(Duration.ofSeconds(1));
        node.store(message(statement(id(), RARE, "passed", about("mission"))));

        for (String ascending : List.of("true", "false")) {
            List<String> paged = new ArrayList<>();
            Map<String, String> parameters = new HashMap<>(Map.of("agent", RARE, "ascending", ascending, "limit", "2"));
            Found page = search.all(feed, Query.of(parameters));
            paged.addAll(ids(page));
            while (page.after() != null) {
                parameters.put(
                        Query.AFTER, page.after().at() + "_" + page.after().key());
                page = search.all(feed, Query.of(parameters));
                paged.addAll(ids(page));
            }
            assertThat(paged).hasSize(8).isEqualTo(ids(found("agent", RARE, "ascending", ascending)));
        }
    }

    @Test
    void whatRefersToAStatementIsFoundByWhatThatSays() throws Exception {
        String kim = "{\"mbox\":\"mailto:kim@example.edu\"}";
        String target = id();
        String first = id();
        String early = id();
        String late = id();
        String chained = id();
        store(statement(first, kim, "noted", referring(early)));
        clock.advance(Duration.ofSeconds(1));
        store(statement(early, kim, "noted", referring(target)));
        terms.read(feed);
        clock.advance(Duration.ofSeconds(1));
        store(statement(target, RARE, "passed", about("mission")));
        clock.advance(Duration.ofSeconds(1));
        store(statement(late, kim, "noted", referring(target)));
        clock.advance(Duration.ofSeconds(1));
        store(statement(chained, kim, "noted", referring(late)));

        assertThat(ids(found("agent", RARE))).containsExactly(chained, late, target, early, first);
    }

    @Test
    void whatIsWorkedOffWhileTheFeedIsReadIsSeenAsWell() throws Exception {
        terms.begin(feed);
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        assertThat(count()).isPositive();
        long before = count();

        terms.read(feed);

        assertThat(count()).isEqualTo(before);
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    @Test
    void feedsThatNobodyAsksKeepNoTerms() throws Exception {
        store(statement(id(), RARE, "did", about("mission")));

        assertThat(count()).isZero();
    }

    @Test
    void termsThatWereThrownAwayAreMadeAnew() throws Exception {
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        terms.read(feed);
        assertThat(count()).isPositive();

        terms.forget(institution);

        assertThat(count()).isZero();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
        terms.read(feed);
        assertThat(count()).isPositive();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    @Test
    void afterSomethingWasMissedAllIsReadUntilItWasReadAnew() throws Exception {
        String one = id();
        store(statement(one, RARE, "did", about("mission")));
        terms.read(feed);
        node.database.jdbc().sql("delete from xapi_term").update();

        terms.bystander.missed(feed);

        assertThat(ids(found("agent", RARE))).containsExactly(one);
        terms.read(feed);
        assertThat(count()).isPositive();
        assertThat(ids(found("agent", RARE))).containsExactly(one);
    }

    @Test
    void whereMuchWaitsAllIsReadAndNothingIsMissed() throws Exception {
        terms.read(feed);
        String one = id();
        node.store(message(statement(one, RARE, "did", about("mission"))));
        clock.advance(Duration.ofSeconds(1));
        Incoming[] others = new Incoming[1_001];
        for (int i = 0; i < others.length; i++) {
            others[i] = message(statement(id(), "{\"mbox\":\"mailto:kim@example.edu\"}", "did", about("other")));
        }
        node.store(others);
        clock.advance(Duration.ofSeconds(1));
        String last = id();
        node.store(message(statement(last, RARE, "did", about("mission"))));

        assertThat(ids(found("agent", RARE))).containsExactly(last, one);
    }

    private long count() {
        return node.database
                .jdbc()
                .sql("select count(*) from xapi_term")
                .query(Long.class)
                .single();
    }
}
