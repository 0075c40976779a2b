package org.cairn.ingest.endpoint;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.ingest.canvas.CanvasTestFormat;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Platform;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Events per second until durably answered, driver and server on one machine. Prints; asserts only that all arrived. */
@Tag("benchmark")
class IngestBenchmark {

    private static final int CONNECTIONS = 32;
    private static final int STUDENTS = 500;
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Test
    void h2() throws Exception {
        var folder = Files.createTempDirectory("cairn-benchmark");
        DataSource source = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("db")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0",
                "sa",
                "");
        Flyway.configure().dataSource(source).load().migrate();
        JdbcTemplate template = new JdbcTemplate(source);
        var synced = new JdbcTransactionManager(source) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                if (!status.isReadOnly()) {
                    template.execute("checkpoint sync");
                }
            }
        };
        run("H2", new TestDatabase.Fresh(source, JdbcClient.create(source), new TransactionTemplate(synced)));
    }

    @Test
    void postgresql() throws Exception {
        run("PostgreSQL", TestDatabase.POSTGRESQL.fresh());
    }

    private void run(String name, TestDatabase.Fresh database) throws Exception {
        Clock clock = Clock.systemUTC();
        boolean lane = Boolean.getBoolean("lane");
        try (TestIngest node = new TestIngest(database, clock, CanvasTestFormat.translator());
                TestEndpoint endpoint = new TestEndpoint(node, clock, CanvasTestFormat.format())) {
            Platform platform = node.lti.canvas("Benchmark");
            for (int i = 1; i <= STUDENTS; i++) {
                node.lti
                        .learners()
                        .know(
                                platform.id(),
                                TestLti.person(
                                        "Student " + i,
                                        new Identifier(IdentifierKind.CANVAS_GLOBAL, CanvasSamples.global(i))));
            }
            RSAKey key = TestEndpoint.key("bench");
            endpoint.publish(key);
            Feed signed = node.feeds.add(platform.id(), FeedKind.CANVAS, endpoint.jwksUrl(), true);
            if (lane) {
                node.withLane();
            }
            int plain = Integer.getInteger("events", 40_000);
            measure(name + " plain (warming)", endpoint, signed, events(plain));
            measure(name + " plain", endpoint, signed, events(plain));
            measure(name + " plain", endpoint, signed, events(plain));
            List<byte[]> tokens = new ArrayList<>();
            for (byte[] event : events(plain / 4)) {
                tokens.add(TestEndpoint.sign(key, new String(event, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
            }
            measure(name + " signed (signed beforehand)", endpoint, signed, tokens);
            long start = System.nanoTime();
            long waiting = node.tally(platform.id().institution()).waiting();
            node.withLane();
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofMinutes(2))
                    .pollInterval(java.time.Duration.ofSeconds(1))
                    .until(() -> node.tally(platform.id().institution()).waiting() == 0);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%s: %d waiting worked off in %.2f s, %.0f/s%n", name, waiting, seconds, waiting / seconds);
        }
    }

    private static List<byte[]> events(int number) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int n = NEXT.incrementAndGet();
            String time = "2026-03-02T10:%02d:%02d.%03dZ".formatted(n / 60_000 % 60, n / 1000 % 60, n % 1000);
            events.add(CanvasSamples.gradeChange(n % STUDENTS + 1, n % 20 + 1, "85", "100", time)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    private static void measure(String name, TestEndpoint endpoint, Feed feed, List<byte[]> bodies) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] nanos = new long[bodies.size()];
        long start = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(pool.submit(() -> {
                    send(endpoint.port, feed.path(), bodies, next, nanos);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %d events in %.2f s, %.0f/s, p50 %.1f ms, p99 %.1f ms%n",
                name,
                bodies.size(),
                seconds,
                bodies.size() / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    private static void send(int port, String path, List<byte[]> bodies, AtomicInteger next, long[] nanos)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                long start = System.nanoTime();
                byte[] body = bodies.get(i);
                byte[] head = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
                byte[] all = Arrays.copyOf(head, head.length + body.length);
                System.arraycopy(body, 0, all, head.length, body.length);
                socket.getOutputStream().write(all);
                answer(in);
                nanos[i] = System.nanoTime() - start;
            }
        }
    }

    private static void answer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
