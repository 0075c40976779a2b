package org.cairn.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.FreePort;
import org.cairn.TestDatabase;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

class PatientStartTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.addDataSourceProperty("connectTimeout", "5");
        return pool;
    }

    private static PatientStart startAt(int port) {
        PatientStart start = new PatientStart();
        start.setEnvironment(new MockEnvironment()
                .withProperty("server.port", Integer.toString(port))
                .withProperty("server.address", "127.0.0.1"));
        return start;
    }

    @Test
    @Case("F7")
    void whoeverComesMeanwhileIsToldToComeAgainAndTheStartGoesOnWhenTheDatabaseAnswers() throws Exception {
        int door = FreePort.next();
        int database = FreePort.next();
        URI real = URI.create(TestDatabase.postgresUrl().substring("jdbc:".length()));
        String name = real.getPath().substring(1) + "?" + real.getQuery();
        try (HikariDataSource pool = pool("jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, name))) {
            CompletableFuture<Object> started = CompletableFuture.supplyAsync(
                    () -> startAt(door).postProcessAfterInitialization(pool, "dataSource"));
            Awaitility.await().atMost(SOON).until(() -> answers(door));
            try (RawHttp http = new RawHttp(door)) {
                RawHttp.Answer event = http.post("/ingest/x/canvas", "{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(event.status()).isEqualTo(503);
                assertThat(event.header("retry-after")).isEqualTo("5");
                assertThat(event.body()).contains("waits for its database");
                assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(503);
                assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
            }
            assertThat(started).isNotDone();
            try (ServerSocket gate = new ServerSocket(database, 50, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> passOn(gate, real.getPort()));
                assertThat(started.get(30, SECONDS)).isSameAs(pool);
                assertThat(answers(door))
                        .as("the place is free for the web server")
                        .isFalse();
                assertThat(JdbcClient.create(pool)
                                .sql("select 1")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aDatabaseThatAnswersAndRefusesIsNotWaitedFor() throws Exception {
        String wrong = TestDatabase.postgresUrl().replaceAll("/test\\d+", "/no_such_database");
        try (HikariDataSource pool = pool(wrong)) {
            assertThat(startAt(FreePort.next()).postProcessAfterInitialization(pool, "dataSource"))
                    .isSameAs(pool);
            assertThatThrownBy(pool::getConnection).hasMessageContaining("no_such_database");
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static void passOn(ServerSocket gate, int port) {
        try {
            while (true) {
                Socket in = gate.accept();
                Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> copy(in, out));
                Thread.ofVirtual().start(() -> copy(out, in));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // by either side
        }
    }
}
