package org.cairn.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.spool.Spool;
import org.cairn.ingest.spool.TestSpool;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to disk when the database does not take it. */
class OnDiskTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");

    @TempDir
    Path home;

    private static Group group(int messages) {
        Feed feed = new Feed(
                "feed", new PlatformId(new InstitutionId(new UUID(1, 1)), new UUID(1, 2)), FeedKind.CANVAS, null, true);
        List<Incoming> incoming = IntStream.range(0, messages)
                .mapToObj(number -> new Incoming(feed, "m" + number, "word", "{}", null))
                .toList();
        return new Group(List.of(new Parcel(incoming, NOW, 0, new CompletableFuture<>())));
    }

    /** The writer, whom the database refuses a group, and the watch, for whom the same group has waited too long. */
    @Test
    void aGroupThatTwoGiveUpAtOnceIsKeptOnce() throws Exception {
        Spool spool = new TestSpool(home).of(10_000_000);
        OnDisk disk = new OnDisk(spool);
        Group group = group(3);
        CountDownLatch first = new CountDownLatch(1);
        List<Thread> both = List.of(
                Thread.ofPlatform().start(() -> keep(disk, group, first)),
                Thread.ofPlatform().start(() -> keep(disk, group, first)));
        first.countDown();
        for (Thread one : both) {
            one.join();
        }

        assertThat(group.isAnswered()).isTrue();
        assertThat(spool.state().records()).isEqualTo(3);
        spool.destroy();
    }

    /** As when the memory is used up: whoever waits for the answer gets one. */
    @Test
    void nobodyWaitsInVainWhenItFails() {
        OnDisk disk = new OnDisk(new TestSpool(home).of(10_000_000));
        List<Incoming> tooMuch = new AbstractList<>() {
            @Override
            public Incoming get(int index) {
                throw new OutOfMemoryError("made up");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Group group = new Group(List.of(new Parcel(tooMuch, NOW, 0, new CompletableFuture<>())));

        assertThatThrownBy(() -> disk.keep(group)).isInstanceOf(OutOfMemoryError.class);
        assertThat(group.parcels().getFirst().safe())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(Inbox.Unavailable.class);
    }

    private static void keep(OnDisk disk, Group group, CountDownLatch first) {
        try {
            first.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.keep(group);
    }
}
