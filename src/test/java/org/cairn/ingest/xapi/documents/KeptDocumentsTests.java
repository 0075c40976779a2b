package org.cairn.ingest.xapi.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.xapi.documents.Documents.Stored;
import org.cairn.ingest.xapi.documents.Shelf.Kind;
import org.cairn.ingest.xapi.documents.Shelf.Place;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class KeptDocumentsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final TestDatabase.Fresh database;
    private final JdbcDocuments rows;
    private final Documents documents;
    private final Platform platform;
    private final TestLti lti;

    KeptDocumentsTests(TestDatabase kind) {
        database = kind.fresh();
        rows = new JdbcDocuments(database.jdbc());
        documents = new KeptDocuments(rows, database.transactions(), clock);
        lti = TestLti.on(database);
        platform = lti.platforms().register(TestLti.registration("North Hill", Family.MOODLE));
    }

    private Feed feed(boolean userNames) {
        String id = UUID.randomUUID().toString();
        database.jdbc()
                .sql(
                        "insert into feed (id, institution, platform, kind, allow_unsigned, created_at) values (?, ?, ?, 'xapi', false, ?)")
                .params(
                        id,
                        platform.id().institution().value(),
                        platform.id().value(),
                        clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        return new Feed(id, platform.id(), FeedKind.XAPI, (URI) null, false, new Feed.Reading(true, userNames, true));
    }

    private static Content content(String text) {
        return new Content("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place activity(String name) {
        return new Place(new Shelf(Kind.ACTIVITY_PROFILE, "https://example.edu/a", null), null, name);
    }

    private static Place profile(Feed feed, String agent) {
        return new Place(new Shelf(Kind.AGENT_PROFILE, null, Whose.of(feed, JSON.readTree(agent))), null, "p");
    }

    private void put(Feed feed, Place place, String text) throws Problem {
        documents.change(feed, place, there -> Optional.of(content(text)));
    }

    private Optional<String> text(Feed feed, Place place) {
        return documents
                .find(feed, place)
                .map(Stored::content)
                .map(found -> new String(found.bytes(), StandardCharsets.UTF_8));
    }

    private JdbcDocuments.Tally tally(Feed feed) {
        return database.transactions()
                .execute(status -> rows.hold(feed.platform().institution().value(), feed.id()));
    }

    @Test
    void itIsKnownHowMuchThereIs() throws Problem {
        Feed feed = feed(false);
        put(feed, activity("a"), "12345");
        put(feed, activity("b"), "123");
        assertThat(tally(feed)).isEqualTo(new JdbcDocuments.Tally(2, 8));

        put(feed, activity("a"), "1");
        documents.change(feed, activity("b"), there -> Optional.empty());
        documents.change(feed, activity("c"), there -> Optional.empty());
        assertThat(tally(feed)).isEqualTo(new JdbcDocuments.Tally(1, 1));

        documents.drop(feed, activity("a").shelf(), null);
        assertThat(tally(feed)).isEqualTo(new JdbcDocuments.Tally(0, 0));
        assertThat(text(feed, activity("a"))).isEmpty();
    }

    @Test
    void whatWasStoredLaterIsListed() throws Problem {
        Feed feed = feed(false);
        put(feed, activity("a"), "1");
        clock.advance(Duration.ofSeconds(1));
        put(feed, activity("b"), "1");

        assertThat(documents.names(feed, activity("a").shelf(), null, Instant.EPOCH))
                .extracting(Documents.Named::name)
                .containsExactly("a", "b");
        assertThat(documents.names(feed, activity("a").shelf(), null, Instant.parse("2026-03-02T12:00:00Z")))
                .containsExactly(new Documents.Named("b", Instant.parse("2026-03-02T12:00:01Z")));
        assertThat(documents.find(feed, activity("b")).orElseThrow().at())
                .isEqualTo(Instant.parse("2026-03-02T12:00:01Z"));
    }

    @Test
    void aFeedThatIsFullTakesNoMoreButMayShrink() throws Problem {
        Feed feed = feed(false);
        put(feed, activity("a"), "12345");
        database.jdbc()
                .sql("update xapi_document_tally set bytes = ?")
                .param(KeptDocuments.MOST_BYTES_OF_A_FEED)
                .update();

        assertThatThrownBy(() -> put(feed, activity("b"), "1"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
        assertThatThrownBy(() -> put(feed, activity("a"), "123456")).isInstanceOf(Problem.class);
        put(feed, activity("a"), "1234");
        assertThat(text(feed, activity("a"))).contains("1234");
        assertThatThrownBy(() -> put(feed(false), activity("a"), "x".repeat(KeptDocuments.MOST_BYTES + 1)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void ofManyWhoWriteFirstOneIs() throws Exception {
        Feed feed = feed(false);
        Conditions isNew = new Conditions(null, "*");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String text = "writer " + i;
            writers.add(() -> {
                try {
                    documents.change(feed, activity("a"), there -> {
                        isNew.check(there);
                        return Optional.of(content(text));
                    });
                    return true;
                } catch (Problem e) {
                    assertThat(e.status()).isEqualTo(412);
                    return false;
                }
            });
        }
        int first = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : threads.invokeAll(writers)) {
                first += one.get() ? 1 : 0;
            }
        }
        assertThat(first).isEqualTo(1);
        assertThat(tally(feed).documents()).isEqualTo(1);
    }

    @Test
    void whoIsForgottenIsFoundByEveryNameOfTheirs() throws Problem {
        Feed ids = feed(false);
        Feed userNames = feed(true);
        String account = "{\"account\": {\"homePage\": \"%s\", \"name\": \"%s\"}}";
        String issuer = platform.issuer();
        List<Place> theirs = List.of(
                profile(ids, account.formatted(issuer, "6")),
                profile(ids, account.formatted(issuer.replace("https:", "http:") + "/", "6")),
                profile(ids, account.formatted("https://chess.example.edu", "rook")),
                profile(ids, "{\"mbox\": \"mailto:Ada@example.edu\"}"),
                profile(ids, "{\"mbox_sha1sum\": \"37B1CA7D6F3C7FE7D4F4E5E0C9BDBDD5C4B9F6C1\"}"),
                profile(ids, "{\"openid\": \"https://id.example.edu/ada\"}"));
        List<Place> others = List.of(
                profile(ids, account.formatted(issuer, "ada")),
                profile(ids, account.formatted("https://chess.example.edu", "bishop")),
                profile(ids, "{\"mbox\": \"mailto:ida@example.edu\"}"),
                activity("a"));
        for (Place place : theirs) {
            put(ids, place, "1");
        }
        for (Place place : others) {
            put(ids, place, "1");
        }
        Place named = profile(userNames, account.formatted(issuer, "ada"));
        Place numbered = profile(userNames, account.formatted(issuer, "6"));
        put(userNames, named, "1");
        put(userNames, numbered, "1");
        LearnerId ada = lti.learners().know(platform.id(), TestLti.person("Ada", TestLti.sub("6")));
        Set<Identifier> names = Set.of(
                TestLti.sub("6"),
                new Identifier(IdentifierKind.USERNAME, "ada"),
                new Identifier(IdentifierKind.XAPI_ACCOUNT, "https://chess.example.edu|rook"),
                new Identifier(IdentifierKind.EMAIL, "ada@example.edu"),
                new Identifier(IdentifierKind.EMAIL_SHA1, "37b1ca7d6f3c7fe7d4f4e5e0c9bdbdd5c4b9f6c1"),
                new Identifier(IdentifierKind.IRI, "https://id.example.edu/ada"));

        database.transactions()
                .executeWithoutResult(status -> new ForgottenDocuments(rows, lti.platforms())
                        .on(new LearnerErased(ada, Set.of(ada), Map.of(platform.id(), names))));

        assertThat(theirs).allSatisfy(place -> assertThat(text(ids, place)).isEmpty());
        assertThat(others).allSatisfy(place -> assertThat(text(ids, place)).isPresent());
        assertThat(tally(ids)).isEqualTo(new JdbcDocuments.Tally(4, 4));
        assertThat(text(userNames, named)).isEmpty();
        assertThat(text(userNames, numbered)).isPresent();
    }
}
