package org.cairn.drive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few megabytes that can be filled to the last byte: a file system in memory, which only root on Linux may mount. */
public final class TinyDisk implements AutoCloseable {

    private final Path place;

    private TinyDisk(Path place) {
        this.place = place;
    }

    /** Mounts one; whoever may not, is spared the test. */
    public static TinyDisk mounted(Path place, int megabytes) {
        try {
            Files.createDirectories(place);
            boolean done =
                    run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString()));
            Assumptions.assumeTrue(done, "only root on Linux may mount a disk");
        } catch (IOException e) {
            Assumptions.abort("no disk can be mounted here: " + e.getMessage());
        }
        return new TinyDisk(place);
    }

    public Path place() {
        return place;
    }

    public long free() {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills it up but for so many bytes. */
    public void fill(long butFor) {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (int size = 1024 * 1024; size >= 4096; size /= 256) {
                byte[] some = new byte[size];
                while (free() >= butFor + some.length) {
                    ballast.write(some);
                }
            }
        } catch (IOException full) {
            // that is what it is for
        }
    }

    public void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return place.resolve("ballast");
    }

    @Override
    public void close() {
        try {
            run(List.of("umount", "-l", place.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(System.out::println);
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
