package org.cairn.ingest.endpoint;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all requests at hand may take together: whoever brings more is told to come again, before there is none
 * left. A body counts by its size while it comes, and then by what will be made of it, which is more by far when it holds
 * many small things.
 */
final class Room {

    private static final long LARGEST_BODY = 16L * 1024 * 1024;
    private static final int PART_OF_ALL = 4;

    /** The bytes, their text, and the texts of the messages in it. */
    private static final int COPIES = 3;

    /** What one name or value takes that was read. */
    private static final long EACH = 80;

    private static final long MOST_FOR_ALL = EACH * 2_000_000;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    static Room ofThisMachine() {
        return new Room(Math.max(LARGEST_BODY, Runtime.getRuntime().maxMemory() / PART_OF_ALL));
    }

    long taken() {
        return taken.get();
    }

    /** Gives the request a share, which it keeps until it is closed. */
    Share shareFor(ServletRequest request) {
        Share share = new Share();
        request.setAttribute(Share.class.getName(), share);
        return share;
    }

    /** The request's share; one without bounds where nobody gave it any. */
    static Share shareOf(ServletRequest request) {
        return request.getAttribute(Share.class.getName()) instanceof Share share
                ? share
                : new Room(Long.MAX_VALUE).new Share();
    }

    /** What one request has taken. */
    final class Share implements AutoCloseable {
        private long size;

        /**
         * Makes sure that there is room for so many bytes in all.
         *
         * @throws Problem 503 when there is not
         */
        void reach(long bytes) throws Problem {
            long more = bytes - size;
            if (more <= 0) {
                return;
            }
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                throw Reception.unavailable("Too much is being read at the moment.");
            }
            size = bytes;
        }

        /**
         * Makes sure that there is room for what will be made of this body, or that nobody else takes any.
         *
         * @throws Problem 503 when there is not
         */
        void reachFor(byte[] body) throws Problem {
            long more = COPIES * (long) body.length + Math.min(EACH * parts(body), MOST_FOR_ALL) - size;
            if (more <= 0) {
                return;
            }
            long all = taken.addAndGet(more);
            if (all > most && all > size + more) {
                taken.addAndGet(-more);
                throw Reception.unavailable("Too much is being read at the moment.");
            }
            size += more;
        }

        /** About as many as there are things in it, if it is JSON. */
        private static long parts(byte[] body) {
            long parts = 0;
            for (byte one : body) {
                if (one == ',' || one == ':' || one == '{' || one == '[') {
                    parts++;
                }
            }
            return parts;
        }

        @Override
        public void close() {
            taken.addAndGet(-size);
            size = 0;
        }
    }
}
