package org.cairn.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.cairn.Case;
import org.cairn.TestPlatform;
import org.cairn.drive.ApiClient;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process with little memory and senders that bring much at once: some are told to come again, and it goes on. */
@Tag("reliability")
class MemoryTests {

    private static final int BODY = 10 * 1024 * 1024;
    private static final int SLOW = 200;
    private static final int HEAVY = 16;
    private static final Duration LASTING = Duration.ofSeconds(40);

    @TempDir
    Path home;

    private final Map<String, Integer> slow = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> heavy = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> small = new ConcurrentSkipListMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    @Case({"F17", "E95"})
    void tenMegabytesEachOverManySlowConnectionsInAQuarterOfAGigabyte() throws Exception {
        try (TestPlatform moodle = TestPlatform.moodle();
                CairnProcess node = CairnProcess.compiled(home)
                        .on("-Xmx256m")
                        .on("-XX:+ExitOnOutOfMemoryError")
                        .start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Feed feed = feed(api, moodle);
            long before = node.liveMegabytes();
            for (int i = 0; i < SLOW; i++) {
                senders.submit(() -> again(slow, () -> dribble(node.port(), feed)));
            }
            for (int i = 0; i < HEAVY; i++) {
                byte[] body = i % 2 == 0 ? many("{},") : many("[[0]],");
                senders.submit(() -> again(heavy, () -> post(node.port(), feed, body)));
            }
            senders.submit(() -> again(small, () -> {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                return post(node.port(), feed, "[]".getBytes(StandardCharsets.US_ASCII));
            }));
            LockSupport.parkNanos(LASTING.toNanos());
            over.set(true);
            senders.shutdown();
            boolean ended = senders.awaitTermination(90, TimeUnit.SECONDS);

            Report report = new Report("256 MB of heap, 200 slow and 16 fast senders of 10 MB each");
            report.row("slow senders: answers", slow);
            report.row("fast senders: answers", heavy);
            report.row("small requests beside them: answers", small);
            report.row("heap in use before and after", before + " MB, " + node.liveMegabytes() + " MB");
            report.row("resident after", node.residentMegabytes() + " MB");
            report.print();
            assertThat(ended).isTrue();
            assertThat(node.isAlive()).isTrue();
            assertThat(Files.readString(node.log())).doesNotContain("OutOfMemoryError");
            assertThat(post(node.port(), feed, "[]".getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("2");
            assertThat(slow.keySet()).contains("503 with Retry-After");
            assertThat(heavy.keySet()).contains("503 with Retry-After").doesNotContain("cut off");
            assertThat(small.keySet()).allMatch(answer -> answer.startsWith("2") || answer.endsWith("Retry-After"));
        }
    }

    private record Feed(String target, String secret) {}

    private static Feed feed(ApiClient api, TestPlatform moodle) {
        String platform = api.post(
                        "/api/platforms", """
                        {"institution": "Weight", "name": "Moodle", "family": "moodle", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%3$s", "tokenUrl": "%3$s", "jwksUrl": "%3$s", "deploymentIds": ["1"]}""".formatted(moodle.issuer(), moodle.clientId(), moodle.jwksUrl()))
                .path("id")
                .stringValue();
        JsonNode feed = api.post("/api/feeds", "{\"platform\": \"%s\", \"kind\": \"xapi\"}".formatted(platform));
        String url = URI.create(feed.path("url").stringValue()).getPath();
        return new Feed(
                url.endsWith("/statements") ? url : url + "/statements",
                feed.path("secret").stringValue());
    }

    private interface Try {
        String answer() throws IOException;
    }

    private Void again(Map<String, Integer> answers, Try sending) {
        while (!over.get()) {
            String answer;
            try {
                answer = sending.answer();
            } catch (IOException e) {
                answer = "cut off";
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            answers.merge(answer, 1, Integer::sum);
        }
        return null;
    }

    /** As much as fits, of something that takes many times its size when it is read. */
    private static byte[] many(String unit) {
        byte[] body = new byte[BODY];
        byte[] piece = unit.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(body, (byte) ' ');
        body[0] = '[';
        int at = 1;
        while (at + piece.length < BODY - 4) {
            System.arraycopy(piece, 0, body, at, piece.length);
            at += piece.length;
        }
        body[at - 1] = ']';
        return body;
    }

    private static String post(int port, Feed feed, byte[] body) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            RawHttp.Answer answer = http.post(
                    feed.target(),
                    body,
                    "Content-Type: application/json",
                    "X-Experience-API-Version: 1.0.3",
                    "Authorization: Bearer " + feed.secret());
            return answer.status() + (answer.header("retry-after").isEmpty() ? "" : " with Retry-After");
        }
    }

    /** Announces ten megabytes and writes them over nine seconds or so; reads the answer when one comes. */
    private static String dribble(int port, Feed feed) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST " + feed.target()
                                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                    + "X-Experience-API-Version: 1.0.3\r\nAuthorization: Bearer " + feed.secret()
                                    + "\r\nContent-Length: " + BODY + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[128 * 1024];
            Arrays.fill(piece, (byte) ' ');
            InputStream in = socket.getInputStream();
            for (int sent = 0; sent < BODY && in.available() == 0; sent += piece.length) {
                socket.getOutputStream().write(piece);
                LockSupport.parkNanos(Duration.ofMillis(110).toNanos());
            }
            String head = new String(in.readNBytes(400), StandardCharsets.ISO_8859_1);
            boolean later = head.toLowerCase(java.util.Locale.ROOT).contains("retry-after:");
            return head.substring(9, 12) + (later ? " with Retry-After" : "");
        }
    }
}
