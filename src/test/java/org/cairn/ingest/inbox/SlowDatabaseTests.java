package org.cairn.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestPlatform;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Spools;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The whole application with a database that is slow, or whose connections for events and workers are all taken. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "cairn.home=target/test-home-slow-database/${random.uuid}",
            "cairn.work-pool=4",
            "cairn.inbox.database-patience=1s",
            "spring.datasource.hikari.connection-timeout=2000"
        })
@Import(Outages.InTheWay.class)
class SlowDatabaseTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SENDERS = 32;

    @LocalServerPort
    int port;

    @Autowired
    DataSource database;

    @Autowired
    Platforms platforms;

    @Autowired
    Feeds feeds;

    @Autowired
    Ingestion ingestion;

    @Autowired
    Spools spools;

    private final TestPlatform canvas = TestPlatform.canvas();
    private final AtomicInteger students = new AtomicInteger();
    private InstitutionId institution;
    private Feed feed;
    private long before;

    @BeforeEach
    void open() {
        var platform = platforms.register(canvas.registration());
        institution = platform.id().institution();
        feed = feeds.add(platform.id(), FeedKind.CANVAS, null, true);
        before = ingestion.tally(institution).received();
    }

    @AfterEach
    void close() {
        ((Outages) database).slow(Duration.ZERO);
        canvas.close();
    }

    private TestBrowser.Page launch(int student) {
        TestBrowser browser =
                canvas.browser(URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:8080"));
        return browser.launch(canvas.student("sub-" + student).inCourse("context-1", "Course one"));
    }

    private RawHttp.Answer event(RawHttp http) throws Exception {
        String event = CanvasSamples.gradeChange(students.incrementAndGet(), 355, "85", "100", CanvasSamples.TIME)
                .toString();
        return http.post(feed.path(), event.getBytes(StandardCharsets.UTF_8));
    }

    private void awaitStored(int events) {
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        !spools.now().inUse() && ingestion.tally(institution).received() - before == events);
    }

    @Test
    @Case("F9")
    void peopleComeInWhileEventsAndWorkersHaveEveryConnectionThatIsTheirs() throws Exception {
        List<Connection> stuck = new ArrayList<>();
        try (RawHttp http = new RawHttp(port)) {
            assertThat(event(http).status()).isEqualTo(200);
            takeAll(stuck);
            for (int i = 0; i < 5; i++) {
                assertThat(event(http).status()).isEqualTo(200);
                TestBrowser.Page page = launch(i);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
            }
            assertThatThrownBy(() -> database.getConnection().close())
                    .as("still all taken")
                    .isInstanceOf(SQLException.class);
            assertThat(spools.now().inUse()).isTrue();
        } finally {
            for (Connection connection : stuck) {
                connection.close();
            }
        }
        awaitStored(6);
    }

    /** As statements do that never end. */
    private void takeAll(List<Connection> stuck) {
        Awaitility.await().atMost(SOON).until(() -> {
            try {
                stuck.add(database.getConnection());
                return false;
            } catch (SQLException allTaken) {
                return stuck.size() == 4;
            }
        });
    }

    @Test
    @Case("F9")
    void whenEveryStatementTakesHalfASecondLongerSendersAreAnsweredInTimeAndPeopleComeIn() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor();
                RawHttp first = new RawHttp(port)) {
            assertThat(event(first).status()).isEqualTo(200);
            ((Outages) database).slow(Duration.ofMillis(500));
            List<Future<Object>> flood = new ArrayList<>();
            Callable<Object> sender = () -> {
                try (RawHttp http = new RawHttp(port)) {
                    while (!over.get()) {
                        long begin = System.nanoTime();
                        RawHttp.Answer answer = event(http);
                        times.add(System.nanoTime() - begin);
                        if (!answer.ok()) {
                            refused.add(answer.status() + " " + answer.body());
                        }
                    }
                }
                return null;
            };
            for (int i = 0; i < SENDERS; i++) {
                flood.add(senders.submit(sender));
            }
            try {
                for (int i = 100; i < 102; i++) {
                    TestBrowser.Page page = launch(i);
                    assertThat(page.status()).as(page.body()).isEqualTo(200);
                }
            } finally {
                over.set(true);
            }
            for (Future<Object> sent : flood) {
                sent.get();
            }
        }
        assertThat(refused).isEmpty();
        List<Long> sorted = times.stream().sorted().toList();
        assertThat(sorted).hasSizeGreaterThan(SENDERS);
        assertThat(Duration.ofNanos(sorted.get(sorted.size() * 99 / 100))).isLessThan(Duration.ofSeconds(8));
        ((Outages) database).slow(Duration.ZERO);
        awaitStored(students.get());
    }
}
