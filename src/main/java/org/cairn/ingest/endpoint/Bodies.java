package org.cairn.ingest.endpoint;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads request bodies up to a limit. */
final class Bodies {

    /** The most we take in one request, where its door says nothing else. */
    static final int MOST_BYTES = 1024 * 1024;

    /** A sender that is still writing does not read our answer, so some more is read and thrown away. */
    private static final long MOST_THROWN_AWAY = 64L * 1024 * 1024;

    private static final Set<String> ENCODINGS = Set.of("identity", "gzip", "x-gzip");

    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private Bodies() {}

    /**
     * Reads the body.
     *
     * @param nanoTime tells how much time has passed, as {@link System#nanoTime} does
     * @throws Problem when it is too large, packed in a way we cannot read, or comes too slowly
     */
    static byte[] read(HttpServletRequest request, int most, LongSupplier nanoTime) throws IOException, Problem {
        boolean packed = isPacked(request.getHeader("Content-Encoding"));
        boolean asksFirst = request.getHeader("Expect") != null;
        if (asksFirst && request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        Room.Share room = Room.shareOf(request);
        long begin = nanoTime.getAsLong();
        byte[] sent;
        try {
            room.reach(Math.min(request.getContentLengthLong(), most));
            sent = readInTime(request.getInputStream(), most, room, begin, nanoTime);
        } catch (Problem refused) {
            if (refused.status() == 503 && !asksFirst) {
                throwAway(request.getInputStream(), begin, nanoTime);
            }
            throw refused;
        }
        if (sent.length > most) {
            throwAway(request.getInputStream(), begin, nanoTime);
            throw tooLarge(most);
        }
        byte[] body = packed ? unpacked(sent, most, room) : sent;
        room.reachFor(body);
        return body;
    }

    private static boolean isPacked(@Nullable String encoding) throws Problem {
        String bare = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (!bare.isEmpty() && !ENCODINGS.contains(bare)) {
            throw new Problem(415, "encoding", "Send the event as it is, or packed by gzip.");
        }
        return bare.endsWith("gzip");
    }

    /** However small it is packed, no more is unpacked than may be sent. */
    private static byte[] unpacked(byte[] packed, int most, Room.Share room) throws Problem {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(most, 4 * packed.length));
        byte[] some = new byte[8192];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                room.reach((long) packed.length + body.size() + read);
                body.write(some, 0, read);
                if (body.size() > most) {
                    throw tooLarge(most);
                }
            }
        } catch (IOException e) {
            throw new Problem(400, "encoding", "The body is not packed by gzip, though its Content-Encoding says so.");
        }
        return body.toByteArray();
    }

    /** The server's own time-out counts from byte to byte, so that one byte a second would hold us for ever. */
    private static byte[] readInTime(
            ServletInputStream in, int most, Room.Share room, long begin, LongSupplier nanoTime)
            throws IOException, Problem {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        byte[] some = new byte[8192];
        try {
            int read = in.read(some);
            while (read >= 0 && body.size() <= most) {
                room.reach(body.size() + read);
                body.write(some, 0, read);
                if (nanoTime.getAsLong() - begin > LONGEST_NANOS) {
                    throw tooSlow();
                }
                read = in.read(some);
            }
        } catch (IOException e) {
            // the server wraps the time-out of a read
            if (e.getCause() instanceof SocketTimeoutException) {
                throw tooSlow();
            }
            throw e;
        }
        return body.toByteArray();
    }

    private static void throwAway(ServletInputStream in, long begin, LongSupplier nanoTime) throws IOException {
        byte[] rest = new byte[8192];
        long thrown = 0;
        int read = in.read(rest);
        while (read > 0 && thrown < MOST_THROWN_AWAY && nanoTime.getAsLong() - begin <= LONGEST_NANOS) {
            thrown += read;
            read = in.read(rest);
        }
    }

    private static Problem tooSlow() {
        return new Problem(408, "too-slow", "The whole request must arrive within 10 seconds.");
    }

    private static Problem tooLarge(int most) {
        return new Problem(413, "too-large", "A request may hold at most %d MB.".formatted(most / (1024 * 1024)));
    }
}
