package org.cairn.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.global;
import static org.cairn.ingest.canvas.CanvasSamples.gradeChange;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.cairn.evidence.EvidenceLog;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The rooms as the application puts them together: no session, no token, no form stands before an event. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IngestApplicationTests {

    @LocalServerPort
    int port;

    @Autowired
    Platforms platforms;

    @Autowired
    Learners learners;

    @Autowired
    Feeds feeds;

    @Autowired
    Ingestion ingestion;

    @Autowired
    EvidenceLog log;

    private HttpResponse<String> post(Feed feed, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, feed.path())))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anEventBeforeItsPersonIsKnownBecomesTheirsWithTheirFirstLaunch() throws Exception {
        URI host = URI.create("https://canvas.northhill.example");
        Platform platform = platforms.register(new NewPlatform(
                "North Hill",
                "Canvas",
                Family.CANVAS,
                "https://canvas.northhill.example",
                "1",
                host,
                host,
                host,
                List.of()));
        Feed feed = feeds.add(platform.id(), FeedKind.CANVAS, null, true);

        assertThat(post(
                                feed,
                                gradeChange(48, 355, "85", "100", "2026-03-02T10:00:00Z")
                                        .toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(feed, "hello").statusCode()).isEqualTo(400);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ingestion.tally(platform.id().institution()).parked() == 1);

        LearnerId ada = learners.know(
                platform.id(),
                new Person(
                        java.util.Set.of(
                                new Identifier(IdentifierKind.SUB, "sub-ada"),
                                new Identifier(IdentifierKind.CANVAS_GLOBAL, global(48))),
                        "Ada",
                        null));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> log.of(ada).size() == 1);
        assertThat(ingestion.tally(platform.id().institution()).parked()).isZero();
    }
}
