package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.canvas.CanvasTestFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whoever brings much and is refused reads why, also after having written all of it. */
class RefusedSendersTests {

    private static final int LARGE = 10 * 1024 * 1024;
    private static final int ALL = 3_000_000;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
    private final TestIngest node = new TestIngest(TestDatabase.H2.fresh(), clock, CanvasTestFormat.translator());
    private final Room room = new Room(ALL);
    private final TestEndpoint endpoint = new TestEndpoint(
            node,
            clock,
            (senders, reception) -> List.of(new EventsDoor(CanvasTestFormat.format(), senders, reception)),
            room);
    private final String path = node.feed(node.lti.canvas("North Hill")).path();
    private final Room.Share elsewhere = room.shareFor(new MockHttpServletRequest());

    RefusedSendersTests() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
        node.close();
    }

    @Test
    @Case({"F17", "E95"})
    void whoWritesToTheEndBeforeReadingIsAnswered() throws Exception {
        elsewhere.reach(ALL);
        try (RawHttp http = new RawHttp(endpoint.port)) {
            RawHttp.Answer later = http.post(path, new byte[Bodies.MOST_BYTES]);
            assertThat(later.status()).isEqualTo(503);
            assertThat(later.header("retry-after")).isNotEmpty();
        }
        elsewhere.close();
        try (RawHttp http = new RawHttp(endpoint.port)) {
            assertThat(http.post(path, new byte[LARGE]).status()).isEqualTo(413);
            assertThat(http.post("/ingest/nobody/canvas", new byte[LARGE]).status())
                    .isEqualTo(404);
            assertThat(http.exchange("PUT", path, new byte[LARGE]).status()).isEqualTo(405);
            assertThat(http.post(path, "[]".getBytes(StandardCharsets.US_ASCII)).status())
                    .isEqualTo(200);
        }
        Awaitility.await().until(() -> room.taken() == 0);
    }
}
