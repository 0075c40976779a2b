package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.cairn.CairnApplication;
import org.cairn.TestBrowser;
import org.cairn.TestDatabase;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Measures whole launches (login, launch, first page) with driver, tool and database on the same machine. */
@Tag("benchmark")
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LaunchBenchmarkTests {

    private static final URI PUBLIC_URL = URI.create("http://127.0.0.1:8080");
    private static final int CONNECTIONS = 16;
    private static final int STUDENTS = 2_000;

    private final TestDatabase database;

    LaunchBenchmarkTests(TestDatabase database) {
        this.database = database;
    }

    @Test
    void launchesPerSecond() throws Exception {
        try (ConfigurableApplicationContext tool = tool();
                TestPlatform canvas = TestPlatform.canvas()) {
            tool.getBean(Platforms.class).register(canvas.registration());
            int port = Integer.parseInt(tool.getEnvironment().getRequiredProperty("local.server.port"));
            run(canvas, port, Duration.ofSeconds(10));
            long[] nanos = run(canvas, port, Duration.ofSeconds(10));
            Arrays.sort(nanos);
            System.out.printf(
                    "%s: %.0f launches/s, p50 %.1f ms, p99 %.1f ms, key fetches %d%n",
                    database,
                    nanos.length / 10.0,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6,
                    canvas.keyFetches());
            assertThat(canvas.keyFetches()).isOne();
        }
    }

    private long[] run(TestPlatform canvas, int port, Duration duration) throws Exception {
        long until = System.nanoTime() + duration.toNanos();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var runs = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> threads.submit(() -> drive(canvas, port, until)))
                    .toList();
            long[] all = new long[0];
            for (var run : runs) {
                long[] some = run.get();
                int at = all.length;
                all = Arrays.copyOf(all, at + some.length);
                System.arraycopy(some, 0, all, at, some.length);
            }
            return all;
        }
    }

    private static long[] drive(TestPlatform canvas, int port, long until) {
        long[] nanos = new long[100_000];
        int count = 0;
        try (Wire wire = new Wire(port)) {
            while (System.nanoTime() < until) {
                long began = System.nanoTime();
                launch(canvas, wire);
                nanos[count++] = System.nanoTime() - began;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(nanos, count);
    }

    private static void launch(TestPlatform canvas, Wire wire) throws IOException {
        int student = ThreadLocalRandom.current().nextInt(STUDENTS);
        TestLaunch launch = canvas.student("student-" + student)
                .named("Student " + student, "student" + student + "@example.edu")
                .inCourse("course-" + student % 20, "Course " + student % 20)
                .custom("canvas_user_id", "" + student)
                .custom("canvas_course_id", "" + student % 20)
                .claim("filler", "x".repeat(1500));
        wire.post(
                "/lti/login",
                Map.of(
                        "iss",
                        canvas.issuer(),
                        "client_id",
                        canvas.clientId(),
                        "login_hint",
                        "h" + student,
                        "target_link_uri",
                        PUBLIC_URL + "/lti/launch"),
                "");
        expect(wire, 302);
        String cookie = wire.header("Set-Cookie: ").split(";", 2)[0];
        Map<String, String> asked =
                TestBrowser.parameters(wire.header("Location: ").split("\\?", 2)[1]);
        String token = launch.sign(asked.get("nonce"), PUBLIC_URL.toString());
        wire.post("/lti/launch", Map.of("state", asked.get("state"), "id_token", token), cookie);
        expect(wire, 303);
        String session = wire.headers("Set-Cookie: __Host-cairn-");
        wire.get(wire.header("Location: "), session);
        expect(wire, 200);
    }

    private static void expect(Wire wire, int status) {
        if (wire.status != status) {
            throw new IllegalStateException("answered " + wire.status + " instead of " + status + ": " + wire.head);
        }
    }

    private ConfigurableApplicationContext tool() {
        String url = database == TestDatabase.POSTGRESQL
                ? TestDatabase.postgresUrl()
                : "jdbc:h2:file:./target/bench-%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                        .formatted(UUID.randomUUID());
        boolean whole = Boolean.getBoolean("cairn.benchmark.whole");
        return new SpringApplicationBuilder(whole ? CairnApplication.class : BenchedRooms.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + (database == TestDatabase.POSTGRESQL ? "postgres" : "sa"),
                        "--cairn.public-url=" + PUBLIC_URL);
    }

    /** The rooms of a launch with the real clock. */
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("org.cairn")
    @ComponentScan({"org.cairn.lti", "org.cairn.people", "org.cairn.platform", "org.cairn.net", "org.cairn.vault"})
    static class BenchedRooms {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** HTTP over one kept connection, because a driver must cost less than what it drives. */
    private static final class Wire implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;
        private int status;
        private List<String> head = List.of();

        Wire(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 16_384);
        }

        void post(String path, Map<String, String> form, String cookie) throws IOException {
            String body = TestBrowser.encode(form);
            send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: " + body.length() + "\r\nCookie: " + cookie + "\r\n\r\n" + body);
        }

        void get(String path, String cookie) throws IOException {
            send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n");
        }

        String header(String start) {
            return head.stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElse(start)
                    .substring(start.length());
        }

        String headers(String start) {
            return "__Host-cairn-" + header(start).split(";", 2)[0];
        }

        private void send(String request) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            head = List.of(readHead().split("\r\n"));
            status = Integer.parseInt(head.get(0).substring(9, 12));
            if (header("Transfer-Encoding: ").equals("chunked")) {
                int size;
                do {
                    size = Integer.parseInt(readLine().trim(), 16);
                    in.skipNBytes(size + 2L);
                } while (size > 0);
            } else if (!header("Content-Length: ").isEmpty()) {
                in.skipNBytes(Long.parseLong(header("Content-Length: ")));
            }
        }

        private String readHead() throws IOException {
            StringBuilder all = new StringBuilder();
            String line;
            while (!(line = readLine()).isEmpty()) {
                all.append(line).append("\r\n");
            }
            return all.toString();
        }

        private String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(128);
            int c;
            while ((c = in.read()) != '\n') {
                if (c < 0) {
                    throw new IOException("closed");
                }
                if (c != '\r') {
                    line.write(c);
                }
            }
            return line.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
