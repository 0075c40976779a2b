package org.cairn.ingest.endpoint;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads request bodies up to a limit. */
final class Bodies {

    /** The most we keep of one request. */
    static final int MOST_BYTES = 1024 * 1024;

    /** A sender that is still writing does not read our answer, so some more is read and thrown away. */
    private static final long MOST_THROWN_AWAY = 64L * 1024 * 1024;

    private Bodies() {}

    static byte[] read(HttpServletRequest request) throws IOException, Problem {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Problem(415, "encoding", "Send the event as it is, without Content-Encoding.");
        }
        boolean asksFirst = request.getHeader("Expect") != null;
        if (asksFirst && request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        ServletInputStream in = request.getInputStream();
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throwAway(in);
            throw tooLarge();
        }
        return body;
    }

    private static void throwAway(ServletInputStream in) throws IOException {
        byte[] rest = new byte[8192];
        long thrown = 0;
        int read = in.read(rest);
        while (read > 0 && thrown < MOST_THROWN_AWAY) {
            thrown += read;
            read = in.read(rest);
        }
    }

    private static Problem tooLarge() {
        return new Problem(413, "too-large", "A request may hold at most 1 MB.");
    }
}
