package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;

/** Senders that never finish what they began neither hold us nor disturb others. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.connection-timeout=1s")
class SlowSendersTests {

    private static final int HALF_SENT = 500;

    @LocalServerPort
    int port;

    @Autowired
    Platforms platforms;

    @Autowired
    Feeds feeds;

    @Test
    @Case("F17")
    void halfSentRequestsAreDroppedWhileOthersAreServed() throws Exception {
        Feed feed = feed("half");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < HALF_SENT; i++) {
                slow.add(halfSent(feed));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(post(feed).statusCode()).isEqualTo(200);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> slow.stream().allMatch(SlowSendersTests::wasDropped));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @Case("F17")
    void whoSendsAByteNowAndThenIsToldSoAndDropped() throws Exception {
        try (Socket socket = halfSent(feed("drop"));
                ScheduledExecutorService drop = Executors.newSingleThreadScheduledExecutor()) {
            drop.scheduleAtFixedRate(() -> aByteMore(socket), 200, 200, TimeUnit.MILLISECONDS);
            String answer = untilCut(socket);
            drop.shutdownNow();
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
    }

    /** What came before the end, which is a reset where the last byte crossed it. */
    private static String untilCut(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException reset) {
            // as much as came
        }
        return all.toString(StandardCharsets.US_ASCII);
    }

    /** Fails when the other side has gone, and is not called again then. */
    private static void aByteMore(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Case("F17")
    void aByteNowAndThenIsNotEnough() {
        AtomicLong time = new AtomicLong();
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return oneByteEach(Duration.ofMillis(900), time);
            }
        };
        assertThatThrownBy(() -> Bodies.read(request, Bodies.MOST_BYTES, time::get))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(408));
        assertThat(Duration.ofNanos(time.get())).isLessThan(Duration.ofSeconds(12));
    }

    private Feed feed(String client) {
        URI host = URI.create("https://canvas.slow.example");
        var platform = platforms.register(
                new NewPlatform("Slow", "Canvas", Family.CANVAS, host.toString(), client, host, host, host, List.of()));
        return feeds.add(platform.id(), FeedKind.CANVAS, null, true);
    }

    private Socket halfSent(Feed feed) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        String begun = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{\"metadata\":"
                .formatted(feed.path());
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The server has answered 408 and closed, or closed at once. */
    private static boolean wasDropped(Socket socket) {
        try {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.isEmpty() || answer.startsWith("HTTP/1.1 408");
        } catch (IOException e) {
            return true;
        }
    }

    private HttpResponse<String> post(Feed feed) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, feed.path())))
                                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static ServletInputStream oneByteEach(Duration pause, AtomicLong time) {
        return new ServletInputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                time.addAndGet(pause.toNanos());
                into[offset] = '[';
                return 1;
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
