package org.cairn.ingest.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cairn.ingest.Feed;
import org.cairn.ingest.feed.OpenFeeds.OpenFeed;

/**
 * One request to a feed, and its answer.
 *
 * @param rest what stands behind the kind in the path: empty, or beginning with a slash
 */
public record Visit(OpenFeed open, String rest, HttpServletRequest request, HttpServletResponse response) {

    public Feed feed() {
        return open.feed();
    }

    public boolean isBy(String method) {
        return method.equals(request.getMethod());
    }

    /**
     * Reads the body.
     *
     * @throws Problem when it is larger than {@code most} bytes, packed, or comes too slowly
     */
    public byte[] body(int most) throws IOException, Problem {
        return Bodies.read(request, most, System::nanoTime);
    }

    /** Reads a body of the usual size. */
    public byte[] body() throws IOException, Problem {
        return body(Bodies.MOST_BYTES);
    }

    public void answer(int status, String type, String body) throws IOException {
        write(response, status, type, body);
    }

    public void answer(int status, String type, byte[] body) throws IOException {
        write(response, status, type, body);
    }

    static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        write(response, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, int status, String type, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Answers without a body. */
    public void answer(int status) {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(0);
    }
}
