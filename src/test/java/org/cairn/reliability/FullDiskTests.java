package org.cairn.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assumptions;
import org.cairn.Case;
import org.cairn.drive.ApiClient;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.RawHttp;
import org.cairn.drive.TinyDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole processes on disks that are full to the last byte: nothing answered is lost, and nobody has to start anything again. */
@Tag("reliability")
class FullDiskTests {

    /** Stays, to be read when a run fails. */
    private static final Path LOGS = Path.of("target");

    private static final Duration SETTLING = Duration.ofMinutes(5);

    @TempDir
    Path home;

    /** One connection that sends in order and counts what it hears. */
    private static final class Sender implements AutoCloseable {
        private final RawHttp http;
        private final Map<Integer, Integer> answers = new TreeMap<>();
        private final List<Flood.Letter> unanswered = new ArrayList<>();

        Sender(int port) {
            http = new RawHttp(port);
        }

        boolean send(Flood.Letter letter) throws IOException {
            RawHttp.Answer answer = http.post(letter.target(), letter.body(), letter.headers());
            answers.merge(answer.status(), 1, Integer::sum);
            if (!answer.ok()) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isNotEmpty();
                unanswered.add(letter);
            }
            return answer.ok();
        }

        void sendAll(List<Flood.Letter> letters) throws IOException {
            for (Flood.Letter letter : letters) {
                send(letter);
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }

    @Test
    @Case("F10")
    void theDiskOfTheEmbeddedDatabaseAndOfTheSpoolIsFull() throws Exception {
        try (TinyDisk disk = TinyDisk.mounted(home.resolve("tiny"), 1_000);
                Term term = new Term(3_000, 11);
                CairnProcess node = CairnProcess.compiled(disk.place())
                        .logging(LOGS.resolve("full-disk.log"))
                        .start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN);
                Sender sender = new Sender(node.port())) {
            term.setUp(api);
            Report report = new Report("one node on H2 whose disk is full to the last byte");
            List<Flood.Letter> letters = term.letters(1, 12);
            sender.sendAll(letters.subList(0, 1_000));
            assertThat(sender.unanswered).isEmpty();
            disk.fill(0);
            sender.sendAll(letters.subList(1_000, 2_000));
            report.row("answers until the disk was full and while it was", sender.answers);
            report.row("free bytes", disk.free());
            assertThat(sender.unanswered).as("refused while full").isNotEmpty();
            assertThat(health(node)).as("told to whoever watches").isEqualTo(503);
            disk.makeRoom();
            recover(sender, report);
            sender.sendAll(letters.subList(2_000, letters.size()));
            assertThat(sender.unanswered).isEmpty();
            settle(node, term, report);
        }
    }

    @Test
    @Case({"F8", "F10"})
    void theDiskOfTheSpoolIsFullWhileTheDatabaseIsAway() throws Exception {
        try (TinyDisk disk = TinyDisk.mounted(home.resolve("tiny"), 72);
                Term term = new Term(20_000, 13);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess node = ReliabilityTests.on(
                                postgres, CairnProcess.compiled(disk.place()).logging(LOGS.resolve("full-disk.log")))
                        .start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN);
                Sender sender = new Sender(node.port())) {
            term.setUp(api);
            Report report = new Report("the database away, and no room on the disk of the spool");
            List<Flood.Letter> letters = term.letters(1, 14);
            sender.sendAll(letters.subList(0, 500));
            postgres.stop();
            sender.sendAll(letters.subList(500, letters.size() - 500));
            report.row("answers until the spool was full and while it was", sender.answers);
            assertThat(sender.unanswered).as("refused while full").isNotEmpty();
            disk.fill(0);
            sender.sendAll(letters.subList(letters.size() - 500, letters.size()));
            disk.makeRoom();
            postgres.start();
            recover(sender, report);
            settle(node, term, report);
        }
    }

    @Test
    @Case("F10")
    void theDiskOfTheLogIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeThat(Files.exists(full)).as("Linux").isTrue();
        try (Term term = new Term(500, 15);
                CairnProcess node = CairnProcess.compiled(home).logging(full).start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN);
                Sender sender = new Sender(node.port())) {
            term.setUp(api);
            Report report = new Report("nothing can be written to the log");
            sender.sendAll(term.letters(1, 16));
            assertThat(sender.unanswered).isEmpty();
            settle(node, term, report);
        }
    }

    /** What was refused is sent again until it is taken, as its sender would do. */
    private static void recover(Sender sender, Report report) throws IOException {
        long begin = System.nanoTime();
        List<Flood.Letter> again = List.copyOf(sender.unanswered);
        sender.unanswered.clear();
        report.row("refused with 503 and Retry-After", again.size());
        for (Flood.Letter letter : again) {
            while (!sender.send(letter)) {
                assertThat(System.nanoTime() - begin).as("recovers by itself").isLessThan(60_000_000_000L);
                LockSupport.parkNanos(100_000_000);
            }
        }
        sender.unanswered.clear();
        report.row("all of it taken after there was room", "%.1f s".formatted((System.nanoTime() - begin) / 1e9));
    }

    private static void settle(CairnProcess node, Term term, Report report) {
        try (ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN)) {
            report.settled(api, term, SETTLING);
        } finally {
            report.print();
        }
        assertThat(health(node)).isEqualTo(200);
    }

    private static int health(CairnProcess node) {
        try (RawHttp http = new RawHttp(node.port())) {
            return http.get("/actuator/health").status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
