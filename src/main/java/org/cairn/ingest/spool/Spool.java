package org.cairn.ingest.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.cairn.vault.Vault;
import org.cairn.vault.Vault.NotSealedHere;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Records on disk, first in first out: whole files are written, read and deleted one after the other. What was appended
 * is synced when {@link #append} returns, and stays until {@link #done} says that it is safe elsewhere. One thread may
 * read while others append.
 */
@Component
public class Spool implements DisposableBean {

    static final long SEGMENT_BYTES = 8L * 1024 * 1024;

    /** So much of the disk is left to others: the database, the logs. */
    static final long LEFT_FREE = 64L * 1024 * 1024;

    private static final String PURPOSE = "spool";
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path root;
    private final long mostBytes;
    private final Vault vault;
    private final Clock clock;
    private final ToLongFunction<Path> free;
    private final Deque<Path> segments = new ArrayDeque<>();
    private final List<SpoolFolder> folders = new ArrayList<>();
    private @Nullable Segment writing;
    private @Nullable Reading reading;
    private long lastNumber;
    private long bytes;
    private long records;
    private long setAside;

    @Autowired
    Spool(SpoolSettings settings, Vault vault, Clock clock) {
        this(settings.home(), settings.spoolBytes().toBytes(), vault, clock, Spool::free);
    }

    Spool(Path home, long mostBytes, Vault vault, Clock clock, ToLongFunction<Path> free) {
        this.root = home.resolve("spool");
        this.mostBytes = mostBytes;
        this.vault = vault;
        this.clock = clock;
        this.free = free;
        takeOver();
    }

    /**
     * What lies here.
     *
     * @param since when the oldest file was begun; null when nothing lies here
     * @param setAside records that could not be read, kept in a file of their own
     */
    public record State(
            long records,
            long bytes,
            long mostBytes,
            @Nullable Instant since,
            long setAside) {}

    /**
     * Some records, oldest first, to be given back to {@link #done}.
     *
     * @param unreadable bytes that should be records and are not
     */
    public record Batch(List<byte[]> records, List<byte[]> unreadable) {
        private int frames() {
            return records.size() + unreadable.size();
        }
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies there since earlier runs is read first: this process's own, and that of others which are gone. */
    private synchronized void takeOver() {
        SpoolFolder.leftBehind(root).forEach(this::takeOver);
        if (records > 0) {
            LOG.warn("{} messages of an earlier run wait in {}", records, root);
        }
    }

    private void takeOver(SpoolFolder left) {
        folders.add(left);
        for (Path file : left.segments()) {
            segments.add(file);
            lastNumber = Math.max(lastNumber, SpoolFolder.number(file));
            try {
                bytes += Files.size(file);
                records += Frames.parse(Files.readAllBytes(file)).frames().size();
            } catch (IOException e) {
                LOG.error("The file {} of the spool cannot be counted", file.getFileName(), e);
            }
        }
    }

    /** The folder to write into; a process that comes into one when another has died there goes on with what that left. */
    private SpoolFolder folder() throws IOException {
        if (folders.isEmpty()) {
            takeOver(SpoolFolder.own(root));
        }
        return folders.getFirst();
    }

    public boolean isOn() {
        return mostBytes > 0;
    }

    public synchronized boolean isEmpty() {
        return segments.isEmpty();
    }

    /**
     * Seals and appends records, and returns when all of them are on the disk.
     *
     * @throws SpoolFull when there is no room for them
     * @throws IOException when the disk does not take them; the next call may succeed
     */
    public void append(List<byte[]> plain) throws IOException {
        ByteBuffer frames = Frames.of(
                plain.stream().map(record -> vault.seal(PURPOSE, record)).toList());
        synchronized (this) {
            int size = frames.remaining();
            Segment segment = segmentFor(size);
            try {
                segment.append(frames);
            } catch (IOException e) {
                endSegment();
                throw e;
            }
            bytes += size;
            records += plain.size();
            if (segment.size() >= SEGMENT_BYTES) {
                endSegment();
            }
        }
    }

    private Segment segmentFor(int size) throws IOException {
        if (bytes + size > mostBytes) {
            throw new SpoolFull("The spool holds %d of %d bytes".formatted(bytes, mostBytes));
        }
        SpoolFolder folder = folder();
        if (free.applyAsLong(root) < size + LEFT_FREE) {
            throw new SpoolFull("The disk has no room for %d more bytes".formatted(size));
        }
        if (writing == null) {
            Path file = folder.segment(++lastNumber, clock.millis());
            writing = folder.create(file);
            segments.add(file);
        }
        return writing;
    }

    private void endSegment() {
        if (writing != null) {
            writing.close();
            writing = null;
        }
    }

    /** The oldest records, at most so many and about so many bytes; none when there are none. To be called by one thread. */
    public Batch oldest(int most, long mostSize) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        Reading current = current();
        long size = 0;
        while (current != null && current.has(batch.frames()) && batch.records().size() < most && size < mostSize) {
            Frames.Frame frame = current.frame(batch.frames());
            byte[] sealed = frame.in(current.content);
            byte[] plain = frame.good() ? opened(sealed) : null;
            if (plain == null) {
                batch.unreadable().add(sealed);
            } else {
                batch.records().add(plain);
            }
            size += sealed.length;
        }
        return batch;
    }

    private byte @Nullable [] opened(byte[] sealed) {
        try {
            return vault.open(PURPOSE, sealed);
        } catch (NotSealedHere e) {
            return null;
        }
    }

    private @Nullable Reading current() {
        Path file = reading == null ? oldestFile() : null;
        while (file != null) {
            begin(file);
            file = reading == null ? oldestFile() : null;
        }
        return reading;
    }

    /** A file that the disk does not give back must not keep those behind it waiting. */
    private void begin(Path file) {
        try {
            Reading begun = Reading.of(file);
            if (begun.has(0)) {
                reading = begun;
            } else {
                finish(begun);
            }
        } catch (IOException e) {
            LOG.error("The file {} of the spool cannot be read and is left aside", file.getFileName(), e);
            SpoolFolder.leave(file);
            synchronized (this) {
                setAside++;
            }
            leave(file, 0);
        }
    }

    /** A file is read when nobody writes to it any more. */
    private synchronized @Nullable Path oldestFile() {
        Path oldest = segments.peek();
        if (writing != null && writing.file().equals(oldest)) {
            endSegment();
        }
        return oldest;
    }

    /** Says that the records of the last batch are safe elsewhere. */
    public void done(Batch batch) {
        if (batch.frames() == 0) {
            return;
        }
        Reading current = Objects.requireNonNull(reading, "nothing was read");
        for (byte[] bytes : batch.unreadable()) {
            LOG.error("{} bytes of the spool cannot be read and are set aside", bytes.length);
            setAside(bytes);
        }
        current.next += batch.frames();
        synchronized (this) {
            records -= batch.frames();
        }
        if (!current.has(0)) {
            finish(current);
        }
    }

    /** What is still there at the next start is stored a second time, and known by its keys. */
    private void finish(Reading read) {
        try {
            Files.deleteIfExists(read.file);
        } catch (IOException e) {
            LOG.error("The file {} of the spool is done with and cannot be deleted", read.file.getFileName(), e);
        }
        reading = null;
        leave(read.file, read.content.length);
    }

    private synchronized void leave(Path file, int size) {
        segments.remove(file);
        bytes = Math.max(0, bytes - size);
        if (segments.isEmpty()) {
            bytes = 0;
            records = 0;
        }
    }

    /** Keeps what cannot be used in a file of its own, sealed, for somebody to look at. */
    public void keepAside(byte[] plain) {
        setAside(vault.seal(PURPOSE, plain));
    }

    private synchronized void setAside(byte[] sealed) {
        setAside++;
        try {
            new Aside(folder()).add(sealed);
        } catch (IOException e) {
            LOG.error("What the spool cannot use cannot be set aside: {}", e.getMessage());
        }
    }

    /**
     * Takes what was set aside off the disk where this says so, in the folders of this process; what cannot be opened
     * stays.
     */
    public synchronized void forget(Predicate<byte[]> which) {
        try {
            if (Files.isDirectory(root)) {
                folder();
            }
            for (SpoolFolder folder : folders) {
                new Aside(folder).forget(record -> {
                    byte[] plain = opened(record);
                    return plain != null && which.test(plain);
                });
            }
        } catch (IOException e) {
            LOG.error(
                    "What the spool has set aside cannot be looked through ({})",
                    e.getClass().getSimpleName());
        }
    }

    public synchronized State state() {
        Path oldest = segments.peek();
        Instant since = oldest == null ? null : Instant.ofEpochMilli(SpoolFolder.millis(oldest));
        return new State(records, bytes, mostBytes, since, setAside);
    }

    @Override
    public synchronized void destroy() {
        endSegment();
        folders.forEach(SpoolFolder::release);
    }
}
