package org.cairn.ingest.endpoint;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests at hand may take together: whoever brings more is told to come again, before
 * there is none left. What is made of a body while it is read takes several times its size.
 */
final class Room {

    private static final long LARGEST_BODY = 16L * 1024 * 1024;
    private static final int TIMES_ITS_SIZE = 32;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    static Room ofThisMachine() {
        return new Room(Math.max(LARGEST_BODY, Runtime.getRuntime().maxMemory() / TIMES_ITS_SIZE));
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

        @Override
        public void close() {
            taken.addAndGet(-size);
            size = 0;
        }
    }
}
