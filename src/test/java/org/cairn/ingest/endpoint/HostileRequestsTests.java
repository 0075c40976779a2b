package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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

/** Requests that no well-meaning client writes, byte by byte, against the running application. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.connection-timeout=1s")
class HostileRequestsTests {

    private static final String EVIL = "evil.example";

    @LocalServerPort
    int port;

    @Autowired
    Platforms platforms;

    @Autowired
    Feeds feeds;

    private Feed feed() {
        URI host = URI.create("https://canvas.hostile.example");
        NewPlatform platform =
                new NewPlatform("Hostile", "Canvas", Family.CANVAS, host.toString(), "1", host, host, host, List.of());
        return feeds.add(
                platforms
                        .find(host.toString(), "1")
                        .orElseGet(() -> platforms.register(platform))
                        .id(),
                FeedKind.CANVAS,
                null,
                true);
    }

    /** Everything that comes back until the server closes or falls silent. */
    private String send(String... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                for (String part : parts) {
                    out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (SocketException closedEarly) {
                // what was answered before that can still be read
            }
            return everything(socket);
        }
    }

    private static String everything(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            byte[] some = new byte[4096];
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                all.write(some, 0, read);
                socket.setSoTimeout(3_000);
            }
        } catch (IOException silentOrCut) {
            // as much as came
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static int answers(String received) {
        return received.split("HTTP/1\\.1 \\d", -1).length - 1;
    }

    private static String get(String target, String... headers) {
        return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s\r\n"
                .formatted(
                        target,
                        String.join(
                                "",
                                List.of(headers).stream()
                                        .map(header -> header + "\r\n")
                                        .toList()));
    }

    private static String post(String target, String body, String... headers) {
        return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(
                        target,
                        body.length(),
                        String.join(
                                "",
                                List.of(headers).stream()
                                        .map(header -> header + "\r\n")
                                        .toList()),
                        body);
    }

    @Test
    @Case("H114")
    void whatARequestSaysOfOurNameIsNotRepeated() throws Exception {
        for (String page : List.of("/", "/lti/config/canvas.json", "/.well-known/jwks.json", "/nowhere")) {
            String answer = send(get(
                    page,
                    "X-Forwarded-Host: " + EVIL,
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-For: 192.0.2.1",
                    "Forwarded: host=" + EVIL));
            assertThat(answer)
                    .as(page)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(EVIL)
                    .doesNotContain("HTTP/1.1 5");
            String named = send("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(page, EVIL));
            assertThat(named)
                    .as(page)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(EVIL)
                    .doesNotContain("HTTP/1.1 5");
            String absolute = send(
                    "GET http://%s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".formatted(EVIL, page));
            assertThat(absolute)
                    .as(page)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(EVIL)
                    .doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    @Case("H114")
    void aMadeUpSenderAddressDoesNotRenewPatience() throws Exception {
        Feed guarded = feeds.open(feed().platform(), FeedKind.CALIPER, Feed.Reading.USUAL)
                .feed();
        for (int i = 0; i < BadSignatures.MOST; i++) {
            assertThat(send(post(
                            guarded.path(),
                            "[]",
                            "Authorization: Bearer wrong",
                            "X-Forwarded-For: 192.0.2." + i,
                            "Connection: close")))
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(send(post(
                        guarded.path(),
                        "[]",
                        "Authorization: Bearer wrong",
                        "X-Forwarded-For: 192.0.2.200",
                        "Connection: close")))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After");
    }

    @Test
    @Case("H115")
    void methodsThatTellTalesAreNotAllowed() throws Exception {
        for (String target : List.of("/", feed().path(), "/lti/login")) {
            for (String method : List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG")) {
                String answer =
                        send("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: secret=1\r\nConnection: close\r\n\r\n"
                                .formatted(method, target));
                assertThat(answer)
                        .as(method + " " + target)
                        .matches("(?s)HTTP/1.1 (4\\d\\d|501) .*")
                        .doesNotContain("secret=1");
            }
        }
    }

    @Test
    @Case("H115")
    void noRequestIsSmuggledBehindAnother() throws Exception {
        String path = feed().path();
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        String both = send(
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n"
                        .formatted(path, 5 + smuggled.length()),
                smuggled);
        assertThat(answers(both)).as(both).isEqualTo(1);
        String twice = send(
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: %d\r\n\r\n[]"
                        .formatted(path, 2 + smuggled.length()),
                smuggled);
        assertThat(twice).startsWith("HTTP/1.1 400");
        assertThat(answers(twice)).isEqualTo(1);
        for (String odd : List.of(
                "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding : chunked")) {
            String answer = send(
                    "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n%s\r\n\r\n[]".formatted(path, odd),
                    smuggled);
            assertThat(answers(answer)).as(odd + "\n" + answer).isEqualTo(1);
        }
    }

    @Test
    @Case("H115")
    void headersWithoutMeasureAreRefused() throws Exception {
        for (String target : List.of("/", feed().path())) {
            assertThat(send(get(target, "X-Large: " + "x".repeat(100_000))))
                    .as(target)
                    .startsWith("HTTP/1.1 4");
            assertThat(send(get(target, "X-Many: 1\r\n".repeat(10_000).strip())))
                    .as(target)
                    .startsWith("HTTP/1.1 4");
            assertThat(send(get(target + "?" + "x".repeat(100_000)))).as(target).startsWith("HTTP/1.1 4");
        }
        assertThat(send(post(feed().path(), "[]", "Connection: close"))).startsWith("HTTP/1.1 200");
    }

    @Test
    @Case("H115")
    void addressesThatCannotBeReadAreRefused() throws Exception {
        for (String target : List.of(
                "/%",
                "/%zz",
                "/ingest/%zz/canvas",
                "/ingest/%00/canvas",
                "/ingest/%c0%ae%c0%ae/canvas",
                "/ingest/..%2f..%2fetc/canvas",
                "/ingest/a\\b/canvas",
                "/ingest/%2e%2e/canvas",
                "/ingest/" + "x".repeat(5_000) + "/canvas",
                "/ingest/\u0001/canvas",
                "ingest",
                "*")) {
            assertThat(send(get(target))).as(target).startsWith("HTTP/1.1 4").doesNotContain("at org.");
        }
    }

    @Test
    @Case("E95")
    void whatHasNoEndIsEnded() throws Exception {
        String path = feed().path();
        String head = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n".formatted(path);
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        assertThat(send(head, chunk.repeat(32), "0\r\n\r\n")).startsWith("HTTP/1.1 413");
        String endless = send(head, chunk.repeat(4));
        assertThat(endless.isEmpty() || endless.startsWith("HTTP/1.1 408"))
                .as(endless)
                .isTrue();
        assertThat(send(head, "zz\r\n[]\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(send(head, "7fffffffffffffff\r\n[]")).matches("(?s)(HTTP/1.1 4.*)?");
    }

    @Test
    @Case("E95")
    void whatIsPackedIsUnpackedNoFurtherThanWhatMayBeSent() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10_000_000]);
        }
        String body = packed.toString(StandardCharsets.ISO_8859_1);
        assertThat(body.length()).isLessThan(20_000);
        for (String encoding : List.of("gzip", "GZIP", "x-gzip")) {
            assertThat(send(post(feed().path(), body, "Content-Encoding: " + encoding, "Connection: close")))
                    .as(encoding)
                    .startsWith("HTTP/1.1 413");
        }
        for (String encoding : List.of("deflate", "br", "gzip, gzip", "zstd")) {
            assertThat(send(post(feed().path(), body, "Content-Encoding: " + encoding, "Connection: close")))
                    .as(encoding)
                    .startsWith("HTTP/1.1 415");
        }
        assertThat(send(post(feed().path(), body, "Connection: close"))).startsWith("HTTP/1.1 400");
    }
}
