package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.canvas.CanvasTestFormat;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;

class BadSignatureFloodTests {

    private static final int SENDERS = 8;
    private static final int EACH = 1_250;

    @Test
    @Case("E97")
    void tenThousandBadSignaturesCostAsMuchCheckingAsTwenty() throws Exception {
        MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
        RSAKey key = TestEndpoint.key("one");
        try (TestIngest node = new TestIngest(TestDatabase.H2.fresh(), clock, CanvasTestFormat.translator());
                TestEndpoint endpoint = new TestEndpoint(node, clock, CanvasTestFormat.format())) {
            endpoint.publish(key);
            Platform platform = node.lti.canvas("North Hill");
            Feed feed = node.feeds.add(platform.id(), FeedKind.CANVAS, endpoint.jwksUrl(), false);
            String[] token = TestEndpoint.sign(key, "{}").split("\\.");
            Map<Integer, Integer> answers = new ConcurrentHashMap<>();
            try (var pool = Executors.newFixedThreadPool(SENDERS)) {
                List<Future<?>> all = new ArrayList<>();
                for (int sender = 0; sender < SENDERS; sender++) {
                    int first = sender * EACH;
                    all.add(pool.submit(() -> {
                        try (RawHttp http = new RawHttp(endpoint.port)) {
                            for (int i = first; i < first + EACH; i++) {
                                String forged = "%s.%s.%s%06d".formatted(token[0], token[1], token[2].substring(6), i);
                                int status = http.post(feed.path(), forged.getBytes(StandardCharsets.US_ASCII))
                                        .status();
                                answers.merge(status, 1, Integer::sum);
                            }
                        }
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            assertThat(answers.keySet()).containsOnly(401, 429);
            assertThat(answers.get(401)).isLessThan(BadSignatures.MOST + SENDERS);
            assertThat(answers.get(429)).isGreaterThan(SENDERS * EACH - BadSignatures.MOST - SENDERS);
            assertThat(node.tally(platform.id().institution()).received()).isZero();
        }
    }
}
