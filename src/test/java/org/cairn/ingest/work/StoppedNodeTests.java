package org.cairn.ingest.work;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LogAround;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that stands still with messages in its hands, as under SIGSTOP, and goes on when others have done its work. */
class StoppedNodeTests {

    private static final int MESSAGES = 10;
    private static final Duration STOPPED = Duration.ofSeconds(5);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
    private final TestDatabase.Fresh database = TestDatabase.POSTGRESQL.fresh();

    private record Quiz() implements Translator {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            return new Translation.Observed(
                    List.of(new Identifier(IdentifierKind.SIS, "ada")),
                    receivedAt,
                    List.of(new Observation.Completion(
                            new Activity(origin.id(), null, "quiz:" + body), BigDecimal.ONE)),
                    List.of());
        }
    }

    /** Stands still in the middle of the transaction until told to go on. */
    private static final class Stopping extends LogAround {
        private final CountDownLatch stands;
        private final CountDownLatch goesOn;

        Stopping(EvidenceLog log, CountDownLatch stands, CountDownLatch goesOn) {
            super(log);
            this.stands = stands;
            this.goesOn = goesOn;
        }

        @Override
        public void append(Collection<Evidence> evidence) {
            stands.countDown();
            try {
                assertThat(goesOn.await(60, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.append(evidence);
        }
    }

    /** The same database by connections that it ends when they stand still, sooner than in earnest. */
    private HikariDataSource impatient() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(((HikariDataSource) database.dataSource()).getJdbcUrl());
        config.setMaximumPoolSize(4);
        config.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=" + STOPPED.toMillis());
        return new HikariDataSource(config);
    }

    @Test
    @Case("F23")
    void othersTakeOverAndWhatItWritesThenIsRefused() throws Exception {
        CountDownLatch stands = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (HikariDataSource source = impatient();
                TestIngest other = new TestIngest(database, clock, new Quiz());
                TestIngest stopped = new TestIngest(
                        new TestDatabase.Fresh(
                                source,
                                JdbcClient.create(source),
                                new TransactionTemplate(new JdbcTransactionManager(source))),
                        clock,
                        new Quiz(),
                        log -> new Stopping(log, stands, goesOn))) {
            Platform platform = other.lti.canvas("North Hill");
            InstitutionId institution = platform.id().institution();
            Feed feed = other.feed(platform);
            LearnerId ada = other.lti
                    .learners()
                    .know(platform.id(), TestLti.person("Ada", new Identifier(IdentifierKind.SIS, "ada")));
            other.store(IntStream.range(0, MESSAGES)
                    .mapToObj(number -> new Incoming(feed, "m" + number, "word", Integer.toString(number), null))
                    .toArray(Incoming[]::new));

            CompletableFuture<Integer> asleep = CompletableFuture.supplyAsync(() -> stopped.workOff(institution));
            assertThat(stands.await(30, SECONDS)).isTrue();
            assertThat(other.workOff(institution))
                    .as("in the other one's hands")
                    .isZero();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> other.workOff(institution) == MESSAGES);
            goesOn.countDown();
            assertThatThrownBy(() -> asleep.get(30, SECONDS)).isNotNull();

            assertThat(other.evidence.log().of(ada)).hasSize(MESSAGES);
            assertThat(other.tally(institution).waiting()).isZero();
            assertThat(stopped.workOff(institution)).isZero();
        }
    }
}
