package org.cairn.ingest.endpoint;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Signatures.KeysUnavailable;
import org.cairn.ingest.endpoint.Signatures.Refused;
import org.cairn.ingest.endpoint.StrictJson.Unreadable;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.OpenFeeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /ingest/{feed}/{format}}: answers 2xx once everything that was sent is on disk, and 4xx only for what
 * will never be accepted, because platforms give up on those who refuse too often.
 */
class IngestServlet extends HttpServlet {

    /** Canvas gives up after 15 seconds. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private static final int MOST_EVENTS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(IngestServlet.class);

    private final transient OpenFeeds feeds;
    private final transient Signatures signatures;
    private final transient BadSignatures bad;
    private final transient Map<String, Format> formats;
    private final transient Inbox inbox;
    private final transient JsonMapper json;

    IngestServlet(
            OpenFeeds feeds,
            Signatures signatures,
            BadSignatures bad,
            Map<String, Format> formats,
            Inbox inbox,
            JsonMapper json) {
        this.feeds = feeds;
        this.signatures = signatures;
        this.bad = bad;
        this.formats = formats;
        this.inbox = inbox;
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int received = take(request);
            response.setStatus(200);
            write(response, "application/json", "{\"received\":" + received + "}");
        } catch (Problem problem) {
            refuse(response, problem);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("The database does not answer: {}", e.getClass().getSimpleName());
            refuse(response, unavailable("Events cannot be stored at the moment."));
        }
    }

    private int take(HttpServletRequest request) throws IOException, Problem {
        String[] path = String.valueOf(request.getPathInfo()).split("/", -1);
        Format format = path.length == 3 ? formats.get(path[2]) : null;
        OpenFeeds.OpenFeed open = format == null ? null : feeds.find(path[1]).orElse(null);
        if (format == null || open == null || open.feed().kind() != format.kind()) {
            throw new Problem(404, "unknown-feed", "There is no feed at this address.");
        }
        if (!"POST".equals(request.getMethod())) {
            throw new Problem(405, "method", "Events are sent by POST.");
        }
        if (!open.active()) {
            throw new Problem(403, "paused", "An administrator has paused this platform in Cairn.");
        }
        JsonNode document = read(open.feed(), Bodies.read(request, System::nanoTime), request.getRemoteAddr());
        if (document.isArray() && document.size() > MOST_EVENTS) {
            throw new Problem(413, "too-large", "A request may hold at most %d events.".formatted(MOST_EVENTS));
        }
        List<Incoming> messages = format.read(open.feed(), document);
        if (!messages.isEmpty()) {
            store(messages);
        }
        return messages.size();
    }

    private JsonNode read(Feed feed, byte[] body, String address) throws Problem {
        try {
            String text = StrictJson.text(body).strip();
            if (Signatures.isToken(text)) {
                return StrictJson.read(check(feed, text, address));
            }
            JsonNode document = StrictJson.read(text);
            if (!feed.allowUnsigned()) {
                throw new Problem(
                        401,
                        "unsigned",
                        "This feed takes signed events only. In Canvas, switch on 'Sign Payload' for this data stream;"
                                + " or allow unsigned events for the feed in Cairn.");
            }
            return document;
        } catch (Unreadable e) {
            throw new Problem(400, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    private String check(Feed feed, String token, String address) throws Problem, Unreadable {
        if (feed.jwksUrl() == null) {
            throw new Problem(
                    401,
                    "no-keys",
                    "The event is signed, but this feed names no keys to check it by. Add a feed with the URL of the"
                            + " sender's public keys, or switch off signing at the sender.");
        }
        if (bad.tooMany(feed.id(), address)) {
            throw new Problem(
                    429, "bad-signatures", "Too many bad signatures.", (int) BadSignatures.WINDOW.toSeconds());
        }
        try {
            return signatures.payload(token, feed.jwksUrl());
        } catch (Refused e) {
            bad.add(feed.id(), address);
            throw new Problem(401, "signature", String.valueOf(e.getMessage()));
        } catch (KeysUnavailable e) {
            throw new Problem(503, "keys", "The sender's public keys cannot be fetched at the moment.", 30);
        }
    }

    private void store(List<Incoming> messages) throws Problem {
        try {
            Future<Void> stored = inbox.store(messages);
            stored.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (Inbox.Unavailable e) {
            throw unavailable(String.valueOf(e.getMessage()));
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable("Events cannot be stored at the moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Cairn is shutting down.");
        }
    }

    private static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", detail, 5);
    }

    private void refuse(HttpServletResponse response, Problem problem) throws IOException {
        ObjectNode body = json.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", title(problem.status()));
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("code", "ingest." + problem.code());
        response.setStatus(problem.status());
        if (problem.retryAfterSeconds() != null) {
            response.setIntHeader("Retry-After", problem.retryAfterSeconds());
        }
        if (problem.status() == 405) {
            response.setHeader("Allow", "POST");
        }
        write(response, "application/problem+json", json.writeValueAsString(body));
    }

    private static String title(int status) {
        org.springframework.http.HttpStatus known = org.springframework.http.HttpStatus.resolve(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }

    private static void write(HttpServletResponse response, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
