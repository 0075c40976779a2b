package org.cairn.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.MutableClock;
import org.cairn.RowsRead;
import org.cairn.TestDatabase;
import org.cairn.database.Dialect;
import org.cairn.ingest.Feed;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.inbox.KeptMessages.Range;
import org.cairn.ingest.spool.Spool;
import org.cairn.ingest.spool.TestSpool;
import org.cairn.platform.Platform;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages read back feed by feed, in the order in which they came; a quiet feed lies beside a busy one. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KeptMessagesTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");
    private static final Instant LONG_AGO = Instant.parse("1970-01-01T00:00:00Z");
    private static final int BUSY = 5_000;
    private static final int QUIET = 40;

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(NOW);
    private final RowsRead rows;
    private final TestIngest node;
    private final Underway underway;
    private final KeptMessages kept;
    private Platform platform;
    private Feed quiet;
    private Feed busy;

    KeptMessagesTests(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        rows = new RowsRead(database.dataSource());
        node = new TestIngest(database, clock, List.of());
        underway = new Underway(node.spool, clock);
        JdbcTemplate template = new JdbcTemplate(rows);
        kept = new JdbcKeptMessages(template, underway, neighbours(template, node.spool));
    }

    /** The busy feed's messages came in the time between those of the quiet one; some of each came at the same moment. */
    @BeforeEach
    void fill() throws Exception {
        platform = node.lti.canvas("North Hill");
        quiet = node.feed(platform);
        busy = node.feed(platform);
        for (int i = 0; i < QUIET; i += 4) {
            node.store(messages(quiet, i, i + 4));
            clock.advance(Duration.ofMinutes(1));
        }
        node.store(messages(busy, 0, 1));
        String numbers = Dialect.of(rows) == Dialect.H2 ? "system_range(1, %d)" : "generate_series(1, %d)";
        JdbcClient jdbc = node.database.jdbc();
        jdbc.sql("insert into inbox_message (institution, feed, dedupe_key, platform, kind, state, type, tries,"
                        + " received_at, due_at, body) select institution, feed, 'copy-' || number, platform, kind, 'DONE',"
                        + " type, tries, received_at - number * interval '1' second / 10, due_at, body from inbox_message"
                        + " cross join " + numbers.formatted(BUSY) + " as numbers(number) where feed = ?")
                .param(busy.id())
                .update();
        jdbc.sql("analyze").update();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static Incoming[] messages(Feed feed, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> Incoming.of(feed, null, Tokens.digest("message " + number), "word", "{}", null))
                .toArray(Incoming[]::new);
    }

    private List<Kept> page(boolean ascending, @Nullable Place after, int most) {
        return kept.page(quiet, new Range(LONG_AGO, clock.instant(), ascending, after), most);
    }

    @Test
    void pagesTogetherHoldEveryMessageOnceInItsOrder() {
        for (boolean ascending : List.of(true, false)) {
            List<Kept> all = new ArrayList<>();
            for (List<Kept> page = page(ascending, null, 3);
                    !page.isEmpty();
                    page = page(ascending, all.getLast().place(), 3)) {
                all.addAll(page);
            }

            Comparator<Kept> order = Comparator.comparing(Kept::at).thenComparing(Kept::key);
            assertThat(all)
                    .hasSize(QUIET)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(ascending ? order : order.reversed());
        }
    }

    @Test
    void byTheirKeysEveryMessageIsReadOnceAndNoOthers() {
        List<String> keys = new ArrayList<>();
        rows.andForget();
        List<Kept> page = kept.behind(quiet, "", 7);
        while (!page.isEmpty()) {
            page.forEach(message -> keys.add(message.key()));
            page = kept.behind(quiet, keys.getLast(), 7);
        }

        assertThat(keys).hasSize(QUIET).doesNotHaveDuplicates().isSorted();
        assertThat(rows.andForget()).as("%s", rows.plans()).isBetween((long) QUIET, 2L * QUIET);
    }

    @Test
    void thoseThatWaitAreFoundAmongAsManyAsAreLookedThrough() {
        assertThat(kept.waiting(quiet, 1_000)).hasSize(QUIET).isSortedAccordingTo(Comparator.comparing(Place::at));
        assertThat(kept.waiting(quiet, 10)).hasSize(10);
        assertThat(kept.waiting(busy, 1_000)).hasSize(1);
        assertThat(kept.isBehind(platform.id().institution(), QUIET)).isTrue();
        assertThat(kept.isBehind(platform.id().institution(), QUIET + 1)).isFalse();
    }

    private static Neighbours neighbours(JdbcTemplate template, Spool spool) {
        return new Neighbours(template, new OnDisk(spool), new InboxSettings(Duration.ofSeconds(3)));
    }

    @Test
    void otherNodesAreAsPatientAsThisOneAndH2HasNone() {
        JdbcTemplate template = new JdbcTemplate(rows);
        boolean shared = Dialect.of(rows) == Dialect.POSTGRES;
        Spool spool = new TestSpool(folder).of(1_000_000);

        assertThat(kept.lagOfOthers())
                .as("without a spool they wait longer")
                .isEqualTo(Duration.ofSeconds(shared ? 9 : 0));
        assertThat(neighbours(template, spool).lag()).isEqualTo(Duration.ofSeconds(shared ? 4 : 0));
        spool.destroy();
    }

    @Test
    void whileSomethingIsBeingStoredNothingIsSaidOfTheTimeSinceItCame() {
        assertThat(kept.completeUntil()).isEqualTo(clock.instant());
        Object earlier = underway.begin();
        Instant came = clock.instant();
        clock.advance(Duration.ofSeconds(2));
        Object later = underway.begin();
        clock.advance(Duration.ofSeconds(2));
        assertThat(kept.completeUntil()).isEqualTo(came);

        underway.end(earlier);
        assertThat(kept.completeUntil()).isEqualTo(came.plusSeconds(2));
        underway.end(later);

        assertThat(kept.completeUntil()).isEqualTo(clock.instant());
    }
}
