package org.cairn.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Spools;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The whole application while its database is away: events are answered, people are told plainly. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "cairn.home=target/test-home-without-database/${random.uuid}")
@Import(Outages.InTheWay.class)
class ApplicationWithoutDatabaseTests {

    private static final Duration SOON = Duration.ofSeconds(30);

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

    private Platform platform() {
        URI host = URI.create("https://canvas.outage.example");
        return platforms.register(
                new NewPlatform("Outage", "Canvas", Family.CANVAS, host.toString(), "1", host, host, host, List.of()));
    }

    @Test
    @Case({"F7", "F8"})
    void eventsAreAnsweredAndPagesSayThatTheyCannotBeShown() throws Exception {
        Platform platform = platform();
        Feed feed = feeds.add(platform.id(), FeedKind.CANVAS, null, true);
        Outages outages = (Outages) database;
        try (RawHttp http = new RawHttp(port)) {
            assertThat(event(http, feed, 1).status()).isEqualTo(200);
            outages.away(true);
            for (int student = 2; student < 20; student++) {
                assertThat(event(http, feed, student).status()).isEqualTo(200);
            }
            assertThat(spools.now().messages()).isEqualTo(18);
            assertThat(spools.now().inUse()).isTrue();
            assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(http.get("/actuator/health").status()).isEqualTo(503);
            for (String path : List.of(
                    "/lti/login?iss=https://canvas.outage.example&client_id=1&login_hint=a&target_link_uri=http://127.0.0.1:8080/lti/launch",
                    "/badges/00000000-0000-0000-0000-000000000000/quick",
                    "/student?launch=" + "x".repeat(32) + "." + "y".repeat(43))) {
                RawHttp.Answer answer = http.get(path, "Accept: text/html");
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.body())
                        .as(path)
                        .contains("Cairn’s database does not answer at the moment.")
                        .doesNotContain("Exception")
                        .doesNotContain("\tat ")
                        .doesNotContain("closed the connection");
            }
            assertThat(http.post("/ingest/" + "x".repeat(43) + "/canvas", "[]".getBytes(StandardCharsets.US_ASCII)))
                    .satisfies(answer -> {
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.header("retry-after")).isNotEmpty();
                    });
            outages.away(false);
            Awaitility.await().atMost(SOON).until(() -> !spools.now().inUse());
            assertThat(ingestion.tally(platform.id().institution()).received()).isEqualTo(19);
        } finally {
            outages.away(false);
        }
    }

    private static RawHttp.Answer event(RawHttp http, Feed feed, int student) throws Exception {
        String event = CanvasSamples.gradeChange(student, 355, "85", "100", CanvasSamples.TIME)
                .toString();
        return http.post(feed.path(), event.getBytes(StandardCharsets.UTF_8));
    }
}
