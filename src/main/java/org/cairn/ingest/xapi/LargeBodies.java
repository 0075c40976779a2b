package org.cairn.ingest.xapi;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.cairn.ingest.endpoint.Problem;
import org.springframework.stereotype.Component;

/** Lets only few large bodies into memory at once: the others are asked to come again. */
@Component
class LargeBodies {

    /** A batch of many statements. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int LARGE = 1024 * 1024;
    private static final int AT_ONCE = 2;

    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Work that needs the body. */
    interface Work {
        void run(int mostBytes) throws IOException, Problem;
    }

    void with(HttpServletRequest request, Work work) throws IOException, Problem {
        long length = request.getContentLengthLong();
        if (length >= 0 && length <= LARGE) {
            work.run(LARGE);
            return;
        }
        if (!places.tryAcquire()) {
            throw new Problem(503, "busy", "Too many large requests at once.", 5);
        }
        try {
            work.run(MOST_BYTES);
        } finally {
            places.release();
        }
    }
}
