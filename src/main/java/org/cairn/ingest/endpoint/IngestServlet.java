package org.cairn.ingest.endpoint;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.coyote.CloseNowException;
import org.cairn.ingest.Feed;
import org.cairn.ingest.feed.OpenFeeds;
import org.cairn.ingest.inbox.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /ingest/{feed}/{kind}…}: finds the feed and the door of its kind. Doors answer 2xx once everything that was sent
 * is on disk, and 4xx only for what will never be accepted, because platforms give up on those who refuse too often.
 */
class IngestServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(IngestServlet.class);

    private final transient OpenFeeds feeds;
    private final transient Map<String, Door> doors;
    private final transient Refusals refusals;
    private final transient JsonMapper json;
    private final transient Room room;

    IngestServlet(OpenFeeds feeds, Collection<Door> doors, Refusals refusals, JsonMapper json) {
        this(feeds, doors, refusals, json, Room.ofThisMachine());
    }

    IngestServlet(OpenFeeds feeds, Collection<Door> doors, Refusals refusals, JsonMapper json, Room room) {
        this.room = room;
        this.refusals = refusals;
        this.feeds = feeds;
        this.doors = doors.stream().collect(Collectors.toMap(door -> door.kind().code(), door -> door));
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long begin = System.nanoTime();
        Feed feed = null;
        Problem problem;
        try (Room.Share share = room.shareFor(request)) {
            String[] path = String.valueOf(request.getPathInfo()).split("/", 4);
            Door door = path.length >= 3 ? doors.get(path[2]) : null;
            if (door != null) {
                door.begin(response);
            }
            OpenFeeds.OpenFeed open = door == null ? null : feeds.find(path[1]).orElse(null);
            if (door == null || open == null || open.feed().kind() != door.kind()) {
                throw Problem.unknown();
            }
            feed = open.feed();
            if (!open.active()) {
                throw new Problem(403, "paused", "An administrator has paused this platform, or this feed, in Cairn.");
            }
            door.serve(new Visit(open, path.length == 4 ? "/" + path[3] : "", request, response));
            return;
        } catch (Problem refused) {
            problem = refused;
        } catch (Inbox.Unavailable e) {
            problem = Reception.unavailable(String.valueOf(e.getMessage()));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("The database does not answer: {}", e.getClass().getSimpleName());
            problem = Reception.unavailable("Events cannot be stored at the moment.");
        }
        if (feed != null) {
            refusals.note(feed, problem);
        }
        boolean whole = problem.status() != Bodies.TOO_SLOW && Bodies.throwAway(request, begin, System::nanoTime);
        refuse(response, problem);
        if (!whole && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            response.flushBuffer();
            // a silent sender the server drops by itself; for this one it would wait as long as another byte comes
            throw new CloseNowException("The rest of a refused request did not come in time.");
        }
    }

    private void refuse(HttpServletResponse response, Problem problem) throws IOException {
        ObjectNode body = json.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", title(problem.status()));
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("code", "ingest." + problem.code());
        problem.headers().forEach(response::setHeader);
        Visit.write(response, problem.status(), "application/problem+json", json.writeValueAsString(body));
    }

    private static String title(int status) {
        org.springframework.http.HttpStatus known = org.springframework.http.HttpStatus.resolve(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }
}
