package org.cairn.ingest.work;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LogAround;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");

    private final TestDatabase.Fresh database;
    private final MutableClock clock = new MutableClock(NOW);
    private final List<TestIngest> nodes = new ArrayList<>();
    private final TestIngest node;
    private final Platform platform;
    private final InstitutionId institution;
    private final Feed feed;

    WorkTests(TestDatabase kind) {
        database = kind.fresh();
        node = node();
        platform = node.lti.canvas("North Hill");
        institution = platform.id().institution();
        feed = node.feed(platform);
    }

    private TestIngest node() {
        TestIngest made = new TestIngest(database, clock, new Words(), Brittle::new);
        nodes.add(made);
        return made;
    }

    @AfterEach
    void close() {
        nodes.forEach(TestIngest::close);
    }

    /** A made-up format, in which the body names a person by SIS id and says that they completed something. */
    private static final class Words implements Translator {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            PlatformId platform = origin.id();
            return switch (body) {
                case "copy" -> new Translation.CourseFilled(copied(platform, receivedAt));
                case "ignore" -> Translation.Ignored.of("nothing-in-it");
                case "odd" -> Translation.Unusable.of("unreadable");
                case "endless" -> throw new StackOverflowError();
                case "bug" -> throw new IllegalStateException("a mistake in the translator");
                default ->
                    new Translation.Observed(
                            List.of(new Identifier(IdentifierKind.SIS, body)),
                            receivedAt,
                            List.of(new Observation.Completion(
                                    new Activity(platform, null, "quiz:1"), java.math.BigDecimal.ONE)),
                            List.of());
            };
        }
    }

    private static CourseCopied copied(PlatformId platform, Instant at) {
        return new CourseCopied(platform, List.of("original"), "copy", CourseCopied.How.NOTICE, at);
    }

    /** Fails for one learner's evidence the way a defect of a database row would: in the middle of a batch. */
    private static final class Brittle extends LogAround {
        static volatile LearnerId poison;

        Brittle(EvidenceLog log) {
            super(log);
        }

        @Override
        public void append(Collection<Evidence> evidence) {
            if (evidence.stream().anyMatch(one -> one.learner().equals(poison))) {
                throw new IllegalStateException("poison");
            }
            super.append(evidence);
        }
    }

    private Incoming message(String key, String body) {
        return new Incoming(feed, key, "word", body, null);
    }

    private LearnerId known(String sis) {
        return node.known(platform, sis);
    }

    private Ingestion.Tally tally() {
        return node.tally(institution);
    }

    private Ingestion.Message only() {
        return node.ingestion.latest(institution, 1).getFirst();
    }

    @Test
    void aMessageBecomesEvidenceOfItsPerson() throws Exception {
        LearnerId ada = known("ada");
        node.store(message("m1", "ada"));

        assertThat(node.workOff(institution)).isEqualTo(1);

        assertThat(node.evidence.log().of(ada)).singleElement().satisfies(evidence -> {
            assertThat(evidence.key()).isEqualTo("m1:0");
            assertThat(evidence.source()).isEqualTo("feed:" + platform.name());
            assertThat(evidence.heardAt()).isEqualTo(NOW);
        });
        assertThat(only().state()).isEqualTo(State.DONE);
        assertThat(node.evidence.lookAgain().waiting(institution)).isEqualTo(1);
    }

    @Test
    void aCopiedCourseIsToldToWhomItConcerns() throws Exception {
        node.store(message("m1", "copy"));

        node.workOff(institution);

        assertThat(node.heard).contains(copied(platform.id(), NOW));
        assertThat(only().state()).isEqualTo(State.DONE);
    }

    @Test
    void whatDoesNotCountIsIgnoredAndWhatCannotBeReadIsQuarantinedEachWithItsReason() throws Exception {
        node.store(message("m1", "ignore"), message("m2", "odd"), new Incoming(feed, "m3", "word", "x", "no event"));

        node.workOff(institution);

        assertThat(node.ingestion.latest(institution, 10))
                .extracting(Ingestion.Message::key, Ingestion.Message::state, Ingestion.Message::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("m1", State.IGNORED, "nothing-in-it"),
                        org.assertj.core.groups.Tuple.tuple("m2", State.QUARANTINED, "unreadable"),
                        org.assertj.core.groups.Tuple.tuple("m3", State.QUARANTINED, "no event"));
        assertThat(tally()).isEqualTo(new Ingestion.Tally(3, 0, 0, 0, 2, 1, 0, NOW));
    }

    @Test
    void repeatsAreCountedAndChangeNothing() throws Exception {
        node.store(message("m1", "ignore"), message("m1", "odd"));
        node.workOff(institution);
        node.store(message("m1", "odd"));

        assertThat(node.workOff(institution)).isZero();
        assertThat(tally()).isEqualTo(new Ingestion.Tally(1, 2, 0, 0, 0, 1, 0, NOW));
    }

    @Test
    void theLagIsTheAgeOfTheOldestWaitingMessage() throws Exception {
        node.store(message("m1", "ignore"));
        clock.advance(Duration.ofMillis(2500));
        node.store(message("m2", "ignore"));

        assertThat(tally().lagSeconds()).isEqualTo(2.5);
        assertThat(node.ingestion.latest(institution, 10))
                .extracting(Ingestion.Message::key)
                .containsExactly("m2", "m1");
        node.workOff(institution);
        assertThat(tally().lagSeconds()).isZero();
    }

    @Test
    void aMessageAboutSomebodyUnknownIsParkedUntilTheyBecomeKnown() throws Exception {
        node.store(message("m1", "ada"), message("m2", "ada"), message("m3", "blaise"));
        node.workOff(institution);
        assertThat(tally())
                .extracting(Ingestion.Tally::parked, Ingestion.Tally::waiting)
                .containsExactly(3L, 0L);
        clock.advance(Duration.ofDays(3));

        LearnerId ada = known("ada");

        assertThat(tally())
                .extracting(Ingestion.Tally::parked, Ingestion.Tally::waiting)
                .containsExactly(1L, 2L);
        assertThat(tally().lagSeconds()).isZero();
        node.workOff(institution);
        assertThat(node.evidence.log().of(ada))
                .extracting(Evidence::key, Evidence::heardAt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("m1:0", NOW),
                        org.assertj.core.groups.Tuple.tuple("m2:0", NOW));
    }

    @Test
    void whoeverBecomesKnownInTheVeryMomentOfParkingIsFoundByTheNextLook() throws Exception {
        node.store(message("m1", "ada"), message("m2", "blaise"));
        node.workOff(institution);
        // nobody tells this node: as when the other transaction could not yet see the parked message
        TestLti elsewhere = TestLti.on(database);
        LearnerId ada = elsewhere
                .learners()
                .know(platform.id(), TestLti.person("Ada", new Identifier(IdentifierKind.SIS, "ada")));
        node.lookForPeople(institution);
        assertThat(tally().parked()).isEqualTo(2);

        clock.advance(Batch.FIRST_LOOK);
        node.lookForPeople(institution);
        node.workOff(institution);

        assertThat(node.evidence.log().of(ada)).hasSize(1);
        assertThat(tally().parked()).isEqualTo(1);
    }

    @Test
    void whoeverStaysUnknownIsLookedForLessAndLessOften() throws Exception {
        node.store(message("m1", "nobody"));
        node.workOff(institution);
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofDays(1));
            node.lookForPeople(institution);
        }
        assertThat(tally().parked()).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        TestLti.on(database)
                .learners()
                .know(platform.id(), TestLti.person("N", new Identifier(IdentifierKind.SIS, "nobody")));
        node.lookForPeople(institution);
        assertThat(tally().waiting()).isEqualTo(1);
    }

    @Test
    @Case("F11")
    void onePoisonedMessageAmongThousandsIsQuarantinedAndTheOthersGoThrough() throws Exception {
        int neighbours = 9_998;
        LearnerId ada = known("ada");
        Brittle.poison = known("poison");
        List<Incoming> messages = new ArrayList<>(IntStream.range(0, neighbours)
                .mapToObj(i -> message("m" + i, "ada"))
                .toList());
        messages.add(431, message("bad", "poison"));
        messages.add(700, message("worse", "bug"));
        node.store(messages.toArray(Incoming[]::new));

        for (int i = 0; i < 10 + neighbours / Work.MOST_AT_ONCE && tally().waiting() > 0; i++) {
            node.workOff(institution);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(node.evidence.log().of(ada)).hasSize(neighbours);
        assertThat(tally())
                .extracting(Ingestion.Tally::waiting, Ingestion.Tally::quarantined)
                .containsExactly(0L, 2L);
        assertThat(node.ingestion.quarantined(institution, 10))
                .extracting(Ingestion.Message::key, Ingestion.Message::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("bad", "message.failed\t5\tIllegalStateException"),
                        org.assertj.core.groups.Tuple.tuple("worse", "message.failed\t5\tIllegalStateException"));
    }

    /** Transactions of a node after whose first failure something else happens, before it gets round to it. */
    private record Hindered(PlatformTransactionManager real, AtomicReference<Runnable> meanwhile)
            implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return real.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            real.commit(status);
        }

        @Override
        public void rollback(TransactionStatus status) {
            real.rollback(status);
            meanwhile.getAndSet(() -> {}).run();
        }
    }

    @Test
    @Case({"F11", "F23"})
    void whatAnotherNodeMadeOfAMessageThatFailedHereStays() throws Exception {
        LearnerId ada = known("ada");
        TestIngest other = node();
        Hindered transactions =
                new Hindered(database.transactions().getTransactionManager(), new AtomicReference<>(() -> {
                    Brittle.poison = null;
                    other.workOff(institution);
                }));
        TestIngest failing = new TestIngest(
                new TestDatabase.Fresh(database.dataSource(), database.jdbc(), new TransactionTemplate(transactions)),
                clock,
                new Words(),
                log -> new Brittle(log));
        nodes.add(failing);
        node.store(message("m1", "ada"));
        Brittle.poison = ada;

        failing.workOff(institution);

        assertThat(node.evidence.log().of(ada)).hasSize(1);
        assertThat(tally().waiting()).isZero();
    }

    @Test
    void aMessageThatExhaustsTheStackIsQuarantinedAndHoldsUpNobody() throws Exception {
        LearnerId ada = known("ada");
        node.store(message("m1", "ada"), message("m2", "endless"), message("m3", "ada"));

        for (int i = 0; i < 10 && tally().waiting() > 0; i++) {
            node.workOff(institution);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(node.evidence.log().of(ada)).hasSize(2);
        assertThat(node.ingestion.quarantined(institution, 10))
                .extracting(Ingestion.Message::key, Ingestion.Message::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("m2", "message.failed\t5\tStackOverflowError"));
    }

    /** Fails at what it is shown, after it has written something. */
    private static final class Failing implements Bystander {
        final List<Feed> missed = new ArrayList<>();
        private final Runnable failure;

        Failing(Runnable failure) {
            this.failure = failure;
        }

        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public boolean looksAt(Feed feed) {
            return true;
        }

        @Override
        public void see(Feed feed, List<Kept> messages) {
            failure.run();
        }

        @Override
        public void missed(Feed feed) {
            missed.add(feed);
        }
    }

    private void settledWithout(Failing bystander) throws Exception {
        LearnerId ada = known("ada");
        node.show(bystander);
        node.store(message("m1", "ada"), message("m2", "odd"));

        node.workOff(institution);

        assertThat(node.evidence.log().of(ada)).hasSize(1);
        assertThat(tally())
                .extracting(Ingestion.Tally::waiting, Ingestion.Tally::quarantined)
                .containsExactly(0L, 1L);
        assertThat(bystander.missed).extracting(Feed::id).containsExactly(feed.id());
    }

    @Test
    void whoeverFailsToLookOnHoldsUpNothingAndIsTold() throws Exception {
        settledWithout(new Failing(() -> {
            throw new IllegalStateException("a mistake of the bystander");
        }));
    }

    @Test
    void whoeverExhaustsTheStackLookingOnHoldsUpNothingAndIsTold() throws Exception {
        settledWithout(new Failing(() -> {
            throw new StackOverflowError();
        }));
    }

    @Test
    void whatABystanderWroteBeforeItFailedIsUndone() throws Exception {
        settledWithout(new Failing(() -> {
            database.jdbc()
                    .sql("update inbox_message set reason = 'written', state = 'PARKED'")
                    .update();
            // after an error PostgreSQL takes nothing in the same transaction any more
            database.jdbc()
                    .sql("insert into inbox_message (institution) values (null)")
                    .update();
        }));
        assertThat(node.ingestion.latest(institution, 10))
                .extracting(Ingestion.Message::reason)
                .doesNotContain("written");
    }

    @Test
    void aRowThatTheDatabaseRefusesCostsItsNeighboursNothing() throws Exception {
        Incoming refused = new Incoming(feed, "long", "x".repeat(101), "{}", null);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(node.inbox.store(List.of(message("m" + i, "ignore"))));
            if (i == 10) {
                all.add(node.inbox.store(List.of(refused)));
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, SECONDS);

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::quarantined)
                .containsExactly(21L, 1L);
    }

    @Test
    void manySendersOnTwoNodesStoreEachMessageOnceAndEveryAnswerIsTrue() throws Exception {
        LearnerId ada = known("ada");
        TestIngest second = node();
        int senders = 16;
        int each = 100;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                TestIngest to = sender % 2 == 0 ? node : second;
                int first = sender / 4 * each;
                all.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        to.store(message("m" + (first + i), "ada"));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, SECONDS);
            }
        }
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(400L, 1200L);

        node.withLane();
        second.withLane();
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tally().waiting() == 0);
        assertThat(node.evidence.log().of(ada)).hasSize(400);
        assertThat(tally().quarantined()).isZero();
    }

    @Test
    void institutionsDoNotSeeEachOthersMessages() throws Exception {
        Platform other = node.lti.canvas("South Hill");
        Feed theirs = node.feed(other);
        node.store(message("m1", "odd"), new Incoming(theirs, "m1", "word", "odd", null));

        node.workOff(institution);

        assertThat(node.ingestion.latest(institution, 10)).hasSize(1);
        assertThat(node.tally(other.id().institution()).waiting()).isEqualTo(1);
        assertThat(node.feeds.of(institution)).containsExactly(feed);
        assertThat(node.feeds.find(theirs.id())).contains(theirs);
    }

    @Test
    void feedsThatCannotWorkAreNotAdded() {
        PlatformId id = platform.id();
        URI keys = URI.create("https://keys.example.edu/jwks");
        assertThat(node.feeds.add(id, FeedKind.CANVAS, keys, false).id()).matches("[\\w-]{43}");
        assertThat(node.feeds
                        .add(id, FeedKind.CANVAS, URI.create("http://127.0.0.1:9/jwks"), false)
                        .jwksUrl())
                .isEqualTo(URI.create("http://127.0.0.1:9/jwks"));
        for (FeedKind kind : List.of(FeedKind.CANVAS_API, FeedKind.MOODLE_API)) {
            assertThatThrownBy(() -> node.feeds.add(id, kind, keys, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("Cairn asks"));
        }
        assertThatThrownBy(() -> node.feeds.add(id, FeedKind.CANVAS, null, false))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("jwksUrl"));
        for (String bad : List.of(
                "http://keys.example.edu/jwks",
                "file:///etc/passwd",
                "jwks",
                "https:///x",
                "http://127.0.0.1.example.edu/",
                "https://user:secret@keys.example.edu/")) {
            assertThatThrownBy(() -> node.feeds.add(id, FeedKind.CANVAS, URI.create(bad), false))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("https://"));
        }
    }
}
