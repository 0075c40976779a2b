package org.cairn.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's own folder of files. Processes that share a home have a numbered one each, which they lock; what a
 * process left behind that is gone belongs to the next one that starts.
 */
final class SpoolFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
    private static final int MOST = 64;
    private static final Pattern SEGMENT = Pattern.compile("\\d{12}-\\d{1,15}\\.spool");

    private final Path path;
    private final FileChannel lock;

    private SpoolFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes all folders in which something was left and that nobody uses. */
    static List<SpoolFolder> leftBehind(Path root) {
        List<SpoolFolder> taken = new ArrayList<>();
        for (Path candidate : numbered(root)) {
            try {
                if (Files.isDirectory(candidate) && !segments(candidate).isEmpty()) {
                    take(candidate).ifPresent(taken::add);
                }
            } catch (IOException e) {
                LOG.error("What an earlier run left in {} cannot be read", candidate, Untold.of(e));
            }
        }
        return taken;
    }

    /** Takes the first folder that nobody uses. */
    static SpoolFolder own(Path root) throws IOException {
        for (Path candidate : numbered(root)) {
            Optional<SpoolFolder> taken = take(candidate);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new IOException("All spool folders in %s are in use".formatted(root));
    }

    private static List<Path> numbered(Path root) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(number -> root.resolve(Integer.toString(number)))
                .toList();
    }

    private static Optional<SpoolFolder> take(Path folder) throws IOException {
        Files.createDirectories(folder, owners(folder, "rwx------"));
        FileChannel lock = open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return Optional.of(new SpoolFolder(folder, lock));
            }
        } catch (OverlappingFileLockException usedInThisProcess) {
            // as by another process
        }
        lock.close();
        return Optional.empty();
    }

    /** The files with records, oldest first. */
    List<Path> segments() {
        try {
            return segments(path);
        } catch (IOException e) {
            LOG.error("What an earlier run left in {} cannot be read", path, Untold.of(e));
            return List.of();
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            SEGMENT.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    /** The file of this number, begun at this time. */
    Path segment(long number, long millis) {
        return path.resolve("%012d-%d.spool".formatted(number, millis));
    }

    static long number(Path segment) {
        return Long.parseLong(segment.getFileName().toString().split("[-.]")[0]);
    }

    static long millis(Path segment) {
        return Long.parseLong(segment.getFileName().toString().split("[-.]")[1]);
    }

    Path aside() {
        return path.resolve("aside");
    }

    Segment create(Path file) throws IOException {
        Segment created = new Segment(file, open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0);
        syncNames();
        return created;
    }

    /** Puts another content in the place of a file's: all of it, or none. */
    void replace(Path file, ByteBuffer content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        try (FileChannel channel = open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncNames();
    }

    Segment addTo(Path file) throws IOException {
        FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Segment(file, channel, channel.size());
    }

    /** Puts a file out of the way, if the disk lets us; at the next start it is tried again otherwise. */
    static void leave(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
        } catch (IOException stays) {
            LOG.error("The file {} of the spool stays where it is", file.getFileName(), Untold.of(stays));
        }
    }

    /** A file's name must survive a power cut as its content does. */
    private void syncNames() throws IOException {
        try (FileChannel names = FileChannel.open(path, StandardOpenOption.READ)) {
            names.force(true);
        } catch (java.nio.file.AccessDeniedException notPossibleHere) {
            // Windows opens no folders, and needs none of it
        }
    }

    private static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), owners(file, "rw-------"));
    }

    private static FileAttribute<?>[] owners(Path file, String rights) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    void release() {
        try {
            lock.close();
        } catch (IOException gone) {
            // the lock ends with the process, too
        }
    }
}
