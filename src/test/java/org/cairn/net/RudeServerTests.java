package org.cairn.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.cairn.Case;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that would like to keep us: each call ends, little is read, and the connection is gone. */
class RudeServerTests {

    /** Speaks to whoever called, as rudely as it likes. */
    private interface Manner {
        void speak(OutputStream out) throws IOException, InterruptedException;
    }

    private final GuardedOutbound outbound =
            new GuardedOutbound(new AddressPolicy(List.of(), true), Duration.ofSeconds(10), 1_000_000);
    private final GuardedOutbound impatient =
            new GuardedOutbound(new AddressPolicy(List.of(), true), Duration.ofMillis(1_500), 1_000_000);
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();
    private ServerSocket socket;

    @BeforeEach
    void listen() throws Exception {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
        impatient.close();
        socket.close();
    }

    private URI serving(Manner manner) {
        Thread.ofVirtual().start(() -> {
            try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[8_192]);
                manner.speak(client.getOutputStream());
            } catch (IOException e) {
                hungUp.complete(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    private void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
        sent.addAndGet(text.length());
    }

    private void ends(Manner manner, Outbound.Reason reason) throws Exception {
        URI url = serving(manner);
        GuardedOutbound caller = reason == Outbound.Reason.TOO_SLOW ? impatient : outbound;
        assertThatThrownBy(() -> caller.get(url, Map.of()))
                .isInstanceOfSatisfying(
                        Outbound.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(reason));
        // the server only learns that we hung up when it goes on talking
        hungUp.get(20, TimeUnit.SECONDS);
    }

    @Test
    @Case({"F16", "S75"})
    void headersByTheByteEnd() throws Exception {
        ends(
                out -> {
                    for (char c : ("HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(1_000)).toCharArray()) {
                        send(out, String.valueOf(c));
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                },
                Outbound.Reason.TOO_SLOW);
    }

    @Test
    @Case({"F16", "S75"})
    void aBodyByTheByteEnds() throws Exception {
        ends(
                out -> {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    for (int i = 0; i < 1_000; i++) {
                        send(out, "x");
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                },
                Outbound.Reason.TOO_SLOW);
    }

    @Test
    @Case({"F16", "S75"})
    void aBodyWithoutEndEnds() throws Exception {
        ends(
                out -> {
                    send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        send(out, "2710\r\n" + "x".repeat(10_000) + "\r\n");
                    }
                },
                Outbound.Reason.TOO_LONG);
        assertThat(sent).as("a million are read, the rest lay in buffers").hasValueLessThan(30_000_000);
    }

    @Test
    @Case({"F16", "S75"})
    void aGigabyteIsNotRead() throws Exception {
        ends(
                out -> {
                    send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
                    for (int i = 0; i < 107_374; i++) {
                        send(out, "x".repeat(10_000));
                    }
                },
                Outbound.Reason.TOO_LONG);
        assertThat(sent).hasValueLessThan(30_000_000);
    }

    @Test
    @Case("F16")
    void headersWithoutEndEnd() throws Exception {
        ends(
                out -> {
                    send(out, "HTTP/1.1 200 OK\r\n");
                    while (true) {
                        send(out, "X-More: " + "x".repeat(1_000) + "\r\n");
                    }
                },
                Outbound.Reason.NOT_REACHED);
    }

    @Test
    @Case("S75")
    void whatIsPackedStaysPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 50; i++) {
                gzip.write(zeros);
            }
        }
        URI url = serving(out -> {
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n".formatted(packed.size()));
            out.write(packed.toByteArray());
            out.flush();
        });
        assertThat(outbound.get(url, Map.of()).body()).hasSameSizeAs(packed.toByteArray());
    }

    @Test
    @Case("F16")
    void noCallMayTakeLongerThanTenSecondsOrBringMoreThanTenMegabytes() {
        assertThat(Outbound.Limits.LONG_LIST.time()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(Outbound.Limits.LONG_LIST.bytes()).isLessThanOrEqualTo(10_000_000);
        assertThat(Outbound.Limits.PATIENT.time()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(Outbound.Limits.PATIENT.bytes()).isLessThanOrEqualTo(10_000_000);
    }

    @Test
    void aCallMayHaveLimitsOfItsOwn() throws Exception {
        String body = "x".repeat(1_500_000);
        URI url = serving(
                out -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body)));
        assertThat(outbound.call(Outbound.Call.get(url, Map.of()).within(Outbound.Limits.LONG_LIST))
                        .body())
                .hasSize(1_500_000);
    }
}
