package org.cairn.ingest.inbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.feed.TestFeeds;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.spool.TestSpool;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sent while the database is away, slow or full is kept on disk, answered for, and stored as soon as it can be. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatabaseAwayTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** So patient that a busy machine does not look like a database that hangs. */
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final MutableClock clock = new MutableClock(NOW);
    private final TestDatabase.Fresh database;
    private final Outages outages;

    @TempDir
    Path home;

    private TestSpool disk;
    private TestIngest node;
    private Platform platform;
    private Feed feed;

    DatabaseAwayTests(TestDatabase kind) {
        TestDatabase.Fresh fresh = kind.fresh();
        outages = new Outages(fresh.dataSource());
        database = new TestDatabase.Fresh(
                outages, JdbcClient.create(outages), new TransactionTemplate(new JdbcTransactionManager(outages)));
    }

    @AfterEach
    void close() {
        outages.away(false);
        outages.answer();
        outages.slow(Duration.ZERO);
        node.close();
    }

    private void start(long spoolBytes) {
        start(spoolBytes, PATIENT);
    }

    private void start(long spoolBytes, Duration patience) {
        disk = new TestSpool(home);
        node = node(spoolBytes, patience);
        platform = node.lti.canvas("North Hill");
        feed = node.feed(platform);
    }

    private TestIngest node(long spoolBytes, Duration patience) {
        return new TestIngest(database, clock, List.of(new Idle()), log -> log, disk.of(spoolBytes, clock), patience);
    }

    /** Translation is not what is tested here. */
    private record Idle() implements Translator {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            return Translation.Ignored.of("nothing-in-it");
        }
    }

    private Incoming[] messages(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Incoming(feed, "m" + number, "word", "{}", null))
                .toArray(Incoming[]::new);
    }

    private Ingestion.Tally tally() {
        return node.tally(platform.id().institution());
    }

    private void awaitDrained() {
        Awaitility.await().atMost(SOON).until(() -> node.spool.isEmpty() && !node.circuit.isOpen());
    }

    @Test
    @Case("F7")
    void whatComesWhileTheDatabaseIsAwayIsAnsweredAndStoredWhenItIsBack() throws Exception {
        start(10_000_000);
        node.store(messages(0, 3));
        outages.away(true);
        node.store(messages(3, 5));
        clock.advance(Duration.ofSeconds(60));
        node.store(messages(4, 7));
        assertThat(node.spool.state().records()).isEqualTo(5);
        assertThat(node.gauge().now().awaySince()).isEqualTo(NOW);
        outages.away(false);

        awaitDrained();

        assertThat(tally()).isEqualTo(new Ingestion.Tally(7, 1, 7, 0, 0, 0, 60, NOW.plusSeconds(60)));
        assertThat(node.ingestion.latest(platform.id().institution(), 10))
                .extracting(Ingestion.Message::receivedAt)
                .as("when it came, not when it was stored")
                .containsOnly(NOW, NOW.plusSeconds(60));
        node.store(messages(7, 8));
        assertThat(tally().received()).isEqualTo(8);
        assertThat(node.gauge().now().inUse()).isFalse();
    }

    @Test
    void nothingIsSaidToBeCompleteSinceTheOldestThatLiesOnDiskCame() throws Exception {
        start(10_000_000);
        node.store(messages(0, 3));
        clock.advance(Duration.ofMinutes(5));
        assertThat(node.kept.completeUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        outages.away(true);
        node.store(messages(3, 5));
        clock.advance(Duration.ofMinutes(5));

        assertThat(node.kept.completeUntil()).isBetween(NOW, NOW.plus(Duration.ofMinutes(5)));

        outages.away(false);
        awaitDrained();
        assertThat(node.kept.completeUntil()).isEqualTo(clock.instant());
    }

    @Test
    @Case({"F1", "F7"})
    void whatWasKeptSurvivesTheEndOfTheProcess() throws Exception {
        start(10_000_000);
        outages.away(true);
        node.store(messages(0, 50));
        node.close();
        outages.away(false);

        node = node(10_000_000, PATIENT);
        awaitDrained();

        assertThat(tally().received()).isEqualTo(50);
    }

    @Test
    @Case("F9")
    void aDatabaseThatHangsKeepsNobodyWaiting() throws Exception {
        start(10_000_000, IMPATIENT);
        outages.hang();
        node.inbox.store(List.of(messages(0, 2))).get(20, SECONDS);
        node.inbox.store(List.of(messages(2, 4))).get(20, SECONDS);
        assertThat(node.spool.state().records()).isEqualTo(4);
        outages.answer();

        awaitDrained();

        assertThat(tally().received()).isEqualTo(4);
    }

    @Test
    @Case("F9")
    void aSlowDatabaseIsRelievedByTheDisk() throws Exception {
        start(10_000_000, IMPATIENT);
        outages.slow(Duration.ofMillis(500));
        for (int i = 0; i < 10; i++) {
            node.inbox.store(List.of(messages(i, i + 1))).get(20, SECONDS);
        }
        outages.slow(Duration.ZERO);

        awaitDrained();

        assertThat(tally().received()).isEqualTo(10);
    }

    @Test
    @Case("F10")
    void aDatabaseWithoutRoomToWriteLosesNothing() throws Exception {
        start(10_000_000);
        for (String state : List.of("53100", "90028", "25006", "HY000")) {
            outages.refuseWrites(state);
            node.store(messages(0, 3));
            assertThat(node.spool.state().records()).as(state).isEqualTo(3);
            outages.refuseWrites("");
            awaitDrained();
        }
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::quarantined)
                .containsExactly(3L, 0L);
    }

    @Test
    @Case({"F8", "F10"})
    void whenTheDiskIsFullTooSendersAreToldToTryAgainAndItRecoversByItself() throws Exception {
        start(10_000_000);
        outages.away(true);
        node.store(messages(0, 3));
        disk.free.set(0);
        assertThatThrownBy(() -> node.inbox.store(List.of(messages(3, 4))).get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Inbox.Unavailable.class);
        disk.free.set(Long.MAX_VALUE);
        node.store(messages(4, 5));
        outages.away(false);

        awaitDrained();

        assertThat(tally().received()).isEqualTo(4);
    }

    @Test
    @Case("F8")
    void theSpoolIsBoundedAndCanBeSwitchedOff() throws Exception {
        start(0);
        outages.away(true);
        assertThatThrownBy(() -> node.inbox.store(List.of(messages(0, 1))).get(20, SECONDS))
                .hasCauseInstanceOf(Inbox.Unavailable.class);
        outages.away(false);
        Awaitility.await().atMost(SOON).until(() -> !node.circuit.isOpen());
        node.store(messages(0, 1));
        assertThat(tally().received()).isEqualTo(1);
    }

    @Test
    void feedsStayKnownWhileTheDatabaseIsAwayAndStrangersAreToldToComeBack() throws Exception {
        start(10_000_000);
        Feed other = node.feed(platform);
        TestFeeds.learnAll(node.openFeeds, true);
        outages.away(true);
        clock.advance(Duration.ofMinutes(30));
        assertThat(node.openFeeds.find(feed.id())).isPresent();
        assertThat(node.openFeeds.find(other.id())).isPresent();
        assertThatThrownBy(() -> node.openFeeds.find("x".repeat(43))).isInstanceOf(Inbox.Unavailable.class);
        outages.away(false);
        assertThat(node.openFeeds.find("x".repeat(43))).isEmpty();
    }

    @Test
    void aFeedThatIsGoneIsForgotten() throws Exception {
        start(0);
        TestFeeds.learnAll(node.openFeeds, true);
        database.jdbc()
                .sql("delete from feed where institution = ? and id = ?")
                .params(platform.id().institution().value(), feed.id())
                .update();
        TestFeeds.learnAll(node.openFeeds, false);
        outages.away(true);
        assertThatThrownBy(() -> node.openFeeds.find(feed.id())).isInstanceOf(Inbox.Unavailable.class);
    }
}
