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

    /** So much of what nobody wants is read at the most. */
    private static final long MOST_THROWN_AWAY = 64L * 1024 * 1024;

    /** The status for whoever takes longer than we wait. */
    static final int TOO_SLOW = 408;

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
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        Room.Share room = Room.shareOf(request);
        room.reach(request.getContentLengthLong());
        byte[] sent = readInTime(request.getInputStream(), most, room, nanoTime);
        if (sent.length > most) {
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
    private static byte[] readInTime(ServletInputStream in, int most, Room.Share room, LongSupplier nanoTime)
            throws IOException, Problem {
        long begin = nanoTime.getAsLong();
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

    /**
     * Reads what is left of a request that is refused: whoever writes all of it before reading would lose the answer when the
     * connection is cut. Answers false when there is more than we have patience for.
     *
     * @param begin the time when the request came
     */
    static boolean throwAway(HttpServletRequest request, long begin, LongSupplier nanoTime) {
        byte[] rest = new byte[8192];
        long thrown = 0;
        try {
            ServletInputStream in = request.getInputStream();
            while (!in.isFinished()) {
                if (thrown >= MOST_THROWN_AWAY || nanoTime.getAsLong() - begin > LONGEST_NANOS) {
                    return false;
                }
                thrown += Math.max(0, in.read(rest));
            }
            return true;
        } catch (IOException e) {
            // whoever sends no more needs no answer
            return false;
        }
    }

    private static Problem tooSlow() {
        return new Problem(TOO_SLOW, "too-slow", "The whole request must arrive within 10 seconds.");
    }

    private static Problem tooLarge(int most) {
        return new Problem(413, "too-large", "A request may hold at most %d MB.".formatted(most / (1024 * 1024)));
    }
}
