package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads lists page by page, and knows when the last page was asked for. */
final class Pages {

    private static final int MOST_PAGES = 2_000;

    private final CanvasCalls calls;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;

    Pages(CanvasCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** What is done with each page. */
    interface Taking {
        void take(CanvasCalls.Page page) throws Refused;
    }

    /** When the last page was asked for: what it says was so then or later. */
    Instant asked() {
        return asked;
    }

    void all(URI first, Taking taking) throws Refused {
        from(first, null, taking);
    }

    /** Goes on at a page that was offered some time ago; where that one is gone, it begins anew. */
    void from(URI first, @Nullable URI remembered, Taking taking) throws Refused {
        Set<URI> visited = new HashSet<>();
        URI next = remembered == null ? first : remembered;
        while (next != null) {
            boolean anew = next.equals(remembered) && visited.isEmpty();
            CanvasCalls.Page page = anew ? orFirst(next, first, visited) : get(next, visited);
            taking.take(page);
            if (page.next() != null) {
                calls.letRest();
            }
            next = page.next();
        }
    }

    private CanvasCalls.Page orFirst(URI page, URI first, Set<URI> visited) throws Refused {
        try {
            return get(page, visited);
        } catch (Refused e) {
            if (e.reason() != Reason.UNUSABLE && e.reason() != Reason.NO_COURSE) {
                throw e;
            }
            return get(first, visited);
        }
    }

    private CanvasCalls.Page get(URI url, Set<URI> visited) throws Refused {
        if (!visited.add(url) || visited.size() > MOST_PAGES) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.no-end"));
        }
        asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return calls.get(url);
    }

    /** What a page holds. */
    static JsonNode list(JsonNode list) throws Refused {
        if (!list.isArray()) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.no-list"));
        }
        return list;
    }
}
