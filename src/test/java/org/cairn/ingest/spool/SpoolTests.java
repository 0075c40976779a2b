package org.cairn.ingest.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.drive.TinyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {

    private static final long ROOMY = 100_000_000;

    @TempDir
    Path home;

    private static List<byte[]> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> ("record " + number).getBytes(UTF_8))
                .toList();
    }

    private static List<String> texts(Spool.Batch batch) {
        return batch.records().stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    private static List<String> drained(Spool spool) throws IOException {
        List<String> all = new ArrayList<>();
        while (!spool.isEmpty()) {
            Spool.Batch batch = spool.oldest(3, 1000);
            all.addAll(texts(batch));
            spool.done(batch);
        }
        return all;
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "record " + number).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatGoesInComesOutInThisOrderAndLeavesNothing() throws Exception {
        Spool spool = new TestSpool(home).of(ROOMY);
        spool.append(records(0, 5));
        spool.append(records(5, 8));
        assertThat(spool.state().records()).isEqualTo(8);
        assertThat(spool.state().since()).isNotNull();

        assertThat(texts(spool.oldest(3, 1000))).isEqualTo(names(0, 3));
        assertThat(texts(spool.oldest(3, 1000))).as("not given back yet").isEqualTo(names(0, 3));
        spool.append(records(8, 10));

        assertThat(drained(spool)).isEqualTo(names(0, 10));
        assertThat(files()).isEmpty();
        assertThat(spool.state()).isEqualTo(new Spool.State(0, 0, ROOMY, null, 0));
        spool.append(records(10, 11));
        assertThat(drained(spool)).isEqualTo(names(10, 11));
    }

    @Test
    @Case("F7")
    void whatAProcessLeftThatWasKilledBelongsToTheNextOne() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 5));
        Spool beside = new TestSpool(home).of(ROOMY);
        beside.append(records(100, 101));
        assertThat(beside.state().records())
                .as("a running process keeps its own")
                .isEqualTo(1);
        killed.destroy();

        Spool next = new TestSpool(home).of(ROOMY);
        assertThat(next.state().records()).isEqualTo(5);
        next.append(records(5, 6));
        assertThat(drained(next)).isEqualTo(names(0, 6));
    }

    @Test
    @Case("F7")
    void whatSeveralProcessesLeftIsTakenOverByTheOneThatStartsAgain() throws Exception {
        Spool one = new TestSpool(home).of(ROOMY);
        one.append(records(0, 3));
        Spool other = new TestSpool(home).of(ROOMY);
        other.append(records(100, 102));
        one.destroy();
        other.destroy();

        Spool next = new TestSpool(home).of(ROOMY);

        assertThat(next.state().records()).isEqualTo(5);
        next.append(records(3, 4));
        assertThat(drained(next))
                .containsExactlyInAnyOrder("record 0", "record 1", "record 2", "record 3", "record 100", "record 101");
        assertThat(files()).isEmpty();
    }

    @Test
    @Case("F7")
    void whoeverComesIntoTheFolderOfOneThatDiedMeanwhileGoesOnWithWhatItLeft() throws Exception {
        Spool dying = new TestSpool(home).of(ROOMY);
        dying.append(records(0, 3));
        Spool beside = new TestSpool(home).of(ROOMY);
        dying.destroy();

        beside.append(records(3, 5));

        assertThat(drained(beside)).isEqualTo(names(0, 5));
    }

    @Test
    void whatCannotBeReadOrIsNoneOfOursKeepsNobodyWaiting() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 2));
        killed.destroy();
        Path folder = home.resolve("spool/1");
        Files.createDirectories(folder.resolve("000000000000-1.spool/no file"));
        Files.writeString(folder.resolve("notes.spool"), "of somebody else");

        Spool next = new TestSpool(home).of(ROOMY);
        assertThat(next.state().records()).isEqualTo(2);
        assertThat(drained(next)).isEqualTo(names(0, 2));

        assertThat(next.state().setAside()).isEqualTo(1);
        assertThat(folder.resolve("000000000000-1.spool.unreadable/no file")).exists();
        assertThat(folder.resolve("notes.spool")).hasContent("of somebody else");
    }

    @Test
    void aFileThatCannotBeDeletedIsDoneWithAllTheSame() throws Exception {
        Spool spool = new TestSpool(home).of(ROOMY);
        spool.append(records(0, 2));
        Spool.Batch batch = spool.oldest(100, 1000);
        Path file = files().getFirst();
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));

        spool.done(batch);

        assertThat(spool.isEmpty()).isTrue();
        spool.append(records(2, 3));
        assertThat(drained(spool)).isEqualTo(names(2, 3));
    }

    @Test
    void aTornEndHidesNothingThatWasPromised() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 5));
        killed.destroy();
        byte[] whole = Files.readAllBytes(files().getFirst());
        int last = Frames.parse(whole).frames().get(4).from() - Frames.HEADER;
        for (int length = last; length < whole.length; length++) {
            Files.write(files().getFirst(), Arrays.copyOf(whole, length));
            Spool next = new TestSpool(home).of(ROOMY);
            assertThat(texts(next.oldest(100, 1000))).isEqualTo(names(0, 4));
            assertThat(next.state().setAside()).isZero();
            next.destroy();
        }
        Files.write(files().getFirst(), Arrays.copyOf(whole, whole.length + 4096));
        Spool next = new TestSpool(home).of(ROOMY);
        assertThat(drained(next)).isEqualTo(names(0, 5));
        assertThat(next.state().setAside()).isZero();
    }

    @Test
    void aFileThatWasHardlyBegunIsGoneWithoutAWord() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 1));
        killed.destroy();
        Files.write(files().getFirst(), Arrays.copyOf(Files.readAllBytes(files().getFirst()), 20));

        Spool next = new TestSpool(home).of(ROOMY);

        assertThat(drained(next)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whateverByteIsDamagedItsNeighboursComeOut() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 4));
        killed.destroy();
        byte[] whole = Files.readAllBytes(files().getFirst());
        Frames.Frame second = Frames.parse(whole).frames().get(1);
        for (int at = second.from() - Frames.HEADER; at < second.to(); at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0x55;
            Files.write(files().getFirst(), damaged);
            Spool next = new TestSpool(home).of(ROOMY);
            Spool.Batch batch = next.oldest(100, 1000);
            assertThat(texts(batch)).containsExactly("record 0", "record 2", "record 3");
            assertThat(batch.unreadable()).hasSize(1);
            next.destroy();
        }
        Spool next = new TestSpool(home).of(ROOMY);
        assertThat(drained(next)).hasSize(3);
        assertThat(next.state().setAside()).isEqualTo(1);
        assertThat(Files.size(home.resolve("spool/1/aside"))).isPositive();
    }

    @Test
    void garbageInPlaceOfAFileIsSetAsideAndDoesNotStopTheRest() throws Exception {
        Spool killed = new TestSpool(home).of(ROOMY);
        killed.append(records(0, 2));
        killed.destroy();
        byte[] garbage = new byte[5000];
        new Random(5).nextBytes(garbage);
        Files.write(home.resolve("spool/1/000000000000-1.spool"), garbage);

        Spool next = new TestSpool(home).of(ROOMY);

        assertThat(drained(next)).isEqualTo(names(0, 2));
        assertThat(next.state().setAside()).isEqualTo(1);
    }

    @Test
    @Case({"F8", "F10"})
    void whenTheRoomIsUsedUpNothingMoreIsTakenUntilThereIsSomeAgain() throws Exception {
        Spool spool = new TestSpool(home).of(400);
        spool.append(records(0, 4));
        assertThatThrownBy(() -> spool.append(records(4, 10))).isInstanceOf(SpoolFull.class);
        assertThat(spool.state().records()).isEqualTo(4);

        assertThat(drained(spool)).isEqualTo(names(0, 4));
        spool.append(records(4, 8));
        assertThat(drained(spool)).isEqualTo(names(4, 8));
    }

    @Test
    @Case("F10")
    void theLastOfTheDiskIsLeftToOthers() throws Exception {
        TestSpool disk = new TestSpool(home);
        Spool spool = disk.of(ROOMY);
        spool.append(records(0, 1));
        disk.free.set(Spool.LEFT_FREE);
        assertThatThrownBy(() -> spool.append(records(1, 2))).isInstanceOf(SpoolFull.class);

        disk.free.set(Long.MAX_VALUE);
        spool.append(records(2, 3));
        assertThat(drained(spool)).containsExactly("record 0", "record 2");
    }

    /** Nothing warns of this one: the system says so in the middle of a write. */
    @Test
    @Case("F10")
    void aDiskThatIsFullInTheMiddleOfAWriteLosesNothingThatWasPromised() throws Exception {
        try (TinyDisk disk = TinyDisk.mounted(home.resolve("tiny"), 2)) {
            Spool spool = new TestSpool(disk.place()).of(ROOMY);
            spool.append(records(0, 3));
            disk.fill(6_000);
            byte[] large = new byte[20_000];
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> spool.append(List.of(large)))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SpoolFull.class);
            }
            assertThat(spool.state().records()).isEqualTo(3);
            disk.makeRoom();
            spool.append(records(3, 5));
            spool.destroy();

            Spool next = new TestSpool(disk.place()).of(ROOMY);
            assertThat(drained(next)).isEqualTo(names(0, 5));
            assertThat(next.state().setAside()).isZero();
            next.destroy();
        }
    }

    @Test
    void manyFilesAreFilledAndReadAndGone() throws Exception {
        Spool spool = new TestSpool(home).of(ROOMY);
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < 30; i++) {
            large[0] = (byte) i;
            spool.append(List.of(large.clone()));
        }
        assertThat(files()).hasSizeGreaterThan(2);
        List<Byte> numbers = new ArrayList<>();
        while (!spool.isEmpty()) {
            Spool.Batch batch = spool.oldest(500, 2_000_000);
            batch.records().forEach(record -> numbers.add(record[0]));
            spool.done(batch);
        }
        assertThat(numbers).hasSize(30).isSorted();
        assertThat(files()).isEmpty();
    }

    @Test
    void onlyItsOwnerReadsItAndEvenThatIsSealed() throws Exception {
        Spool spool = new TestSpool(home).of(ROOMY);
        spool.append(List.of("Ada Lovelace".getBytes(UTF_8)));
        Path file = files().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Ada");
    }

    @Test
    void whatAnotherKeySealedIsSetAside() throws Exception {
        Spool spool = new TestSpool(home).of(ROOMY);
        spool.append(records(0, 1));
        byte[] other = new byte[50];
        Files.write(files().getFirst(), Frames.of(List.of(other)).array(), StandardOpenOption.APPEND);
        assertThat(drained(spool)).isEqualTo(names(0, 1));
        assertThat(spool.state().setAside()).isEqualTo(1);
    }

    @Test
    void nothingIsMadeWhereNothingWasKept() {
        assertThat(new TestSpool(home).of(ROOMY).isEmpty()).isTrue();
        assertThat(home.resolve("spool")).doesNotExist();
        assertThat(TestSpool.off().isOn()).isFalse();
    }
}
