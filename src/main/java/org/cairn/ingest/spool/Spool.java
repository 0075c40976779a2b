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
import java.util.Arrays;
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

    private static final long MOST_SET_ASIDE = 64L * 1024 * 1024;
    private static final String PURPOSE = "spool";
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path root;
    private final long mostBytes;
    private final Vault vault;
    private final Clock clock;
    private final ToLongFunction<Path> free;
    private final Deque<Path> segments = new ArrayDeque<>();
    private @Nullable SpoolFolder folder;
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

    /** A file whose records are being read. */
    private static final class Reading {
        private final Path file;
        private final byte[] content;
        private final List<Frames.Frame> frames;
        private int next;

        private Reading(Path file, byte[] content, List<Frames.Frame> frames) {
            this.file = file;
            this.content = content;
            this.frames = frames;
        }
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies in the folder since an earlier run is read first. */
    private synchronized void takeOver() {
        try {
            folder = SpoolFolder.leftBehind(root).orElse(null);
            if (folder == null) {
                return;
            }
            for (Path file : folder.segments()) {
                segments.add(file);
                bytes += Files.size(file);
                records += Frames.parse(Files.readAllBytes(file)).frames().size();
                lastNumber = Math.max(lastNumber, SpoolFolder.number(file));
            }
            LOG.warn("{} messages of an earlier run wait in {}", records, root);
        } catch (IOException | NumberFormatException e) {
            LOG.error("What an earlier run left in {} cannot be read", root, e);
        }
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
        if (folder == null) {
            folder = SpoolFolder.own(root);
        }
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
    public Batch oldest(int most, long mostSize) throws IOException {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        Reading current = current();
        long size = 0;
        while (current != null
                && current.next + batch.frames() < current.frames.size()
                && batch.records().size() < most
                && size < mostSize) {
            Frames.Frame frame = current.frames.get(current.next + batch.frames());
            byte[] sealed = Arrays.copyOfRange(current.content, frame.from(), frame.to());
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

    private @Nullable Reading current() throws IOException {
        if (reading != null) {
            return reading;
        }
        Path file = oldestFile();
        if (file == null) {
            return null;
        }
        byte[] content = content(file);
        Frames.Parsed parsed = Frames.parse(content);
        if (parsed.torn() > 0) {
            LOG.info("The last {} bytes of {} were never finished", parsed.torn(), file.getFileName());
        }
        reading = new Reading(file, content, parsed.frames());
        if (parsed.frames().isEmpty()) {
            finish(reading);
            return current();
        }
        return reading;
    }

    /** A file that the disk does not give back must not keep those behind it waiting. */
    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            LOG.error("The file {} of the spool cannot be read and is left aside", file.getFileName(), e);
            Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
            return new byte[0];
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
    public void done(Batch batch) throws IOException {
        Reading current = Objects.requireNonNull(reading, "nothing was read");
        for (byte[] bytes : batch.unreadable()) {
            LOG.error("{} bytes of the spool cannot be read and are set aside", bytes.length);
            setAside(bytes);
        }
        current.next += batch.frames();
        synchronized (this) {
            records -= batch.frames();
        }
        if (current.next >= current.frames.size()) {
            finish(current);
        }
    }

    private void finish(Reading read) throws IOException {
        Files.deleteIfExists(read.file);
        reading = null;
        synchronized (this) {
            segments.remove(read.file);
            bytes = Math.max(0, bytes - read.content.length);
            if (segments.isEmpty()) {
                bytes = 0;
                records = 0;
            }
        }
    }

    /** Keeps what cannot be used in a file of its own, sealed, for somebody to look at. */
    public void keepAside(byte[] plain) {
        setAside(vault.seal(PURPOSE, plain));
    }

    private synchronized void setAside(byte[] sealed) {
        setAside++;
        try {
            if (folder == null) {
                folder = SpoolFolder.own(root);
            }
            Segment aside = folder.addTo(folder.aside());
            try {
                if (aside.size() < MOST_SET_ASIDE) {
                    aside.append(Frames.of(List.of(sealed)));
                }
            } finally {
                aside.close();
            }
        } catch (IOException e) {
            LOG.error("What the spool cannot use cannot be set aside: {}", e.getMessage());
        }
    }

    /**
     * Takes what was set aside off the disk where this says so, in the folder of this process; what cannot be opened
     * stays.
     */
    public synchronized void forget(Predicate<byte[]> which) {
        try {
            if (folder == null && Files.isDirectory(root)) {
                folder = SpoolFolder.own(root);
            }
            if (folder == null || !Files.exists(folder.aside())) {
                return;
            }
            byte[] content = Files.readAllBytes(folder.aside());
            List<byte[]> kept = new ArrayList<>();
            List<Frames.Frame> frames = Frames.parse(content).frames();
            for (Frames.Frame frame : frames) {
                byte[] sealed = Arrays.copyOfRange(content, frame.from(), frame.to());
                byte[] plain = frame.good() ? opened(sealed) : null;
                if (plain == null || !which.test(plain)) {
                    kept.add(sealed);
                }
            }
            if (kept.size() < frames.size()) {
                folder.replace(folder.aside(), Frames.of(kept));
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
        if (folder != null) {
            folder.release();
        }
    }
}
