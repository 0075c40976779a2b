package org.cairn.ingest.moodle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.pull.Source.Reading;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.ingest.reading.Canonical;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what a reading finds with what the last one saw, and keeps what changed: the message first, then that it was
 * seen. A reading that breaks off in between finds the same once more, which is the same message wherever Moodle told
 * when it happened.
 */
final class Notebook {

    /**
     * Stands in front of the digest in a message's key. Of two facts of one second the one with the greater key counts as
     * the later; a letter beyond the hexadecimal ones makes that the one that stands in Moodle.
     */
    private static final String MARK = "moodle";

    private final JdbcLastSeen rows;
    private final Feed feed;
    private final String course;
    private final Reading reading;
    private final Map<String, Map<String, Seen>> seen;
    private final List<Incoming> messages = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();

    Notebook(JdbcLastSeen rows, Feed feed, String course, Reading reading) {
        this.rows = rows;
        this.feed = feed;
        this.course = course;
        this.reading = reading;
        this.seen = new HashMap<>(rows.of(feed, course));
    }

    Set<String> members() {
        return Set.copyOf(seen.keySet());
    }

    @Nullable
    Seen last(String member, String thing) {
        return seen.getOrDefault(member, Map.of()).get(thing);
    }

    /** Remembers something for the next reading that no message says. */
    void remember(String member, String thing, @Nullable Seen state) {
        Map<String, Seen> known = seen.computeIfAbsent(member, key -> new TreeMap<>());
        Seen before = state == null ? known.remove(thing) : known.put(thing, state);
        if (before == null ? state != null : !before.equals(state)) {
            changed.add(member);
        }
    }

    /**
     * Notes what was found, if it is news.
     *
     * @param asked when Moodle was asked: the time of what changed although Moodle tells no newer time for it
     */
    void note(Finding finding, Instant asked) {
        Seen before = last(finding.member(), finding.thing());
        String state = digest(finding);
        if (before == null ? finding.gone() : before.isStill(state, finding.at())) {
            return;
        }
        Instant told = newer(finding.at(), before);
        Instant at = told == null ? asked : told;
        messages.add(message(finding, state, at, told == null ? "noticed" : "at"));
        remember(finding.member(), finding.thing(), new Seen(state, at));
    }

    private static @Nullable Instant newer(@Nullable Instant told, @Nullable Seen before) {
        boolean older = told != null && before != null && before.at() != null && !told.isAfter(before.at());
        return older ? null : told;
    }

    private Incoming message(Finding finding, String state, Instant at, String how) {
        ObjectNode body = finding.body().deepCopy();
        body.put("course", course);
        body.put(how, at.toString());
        return Incoming.of(feed, at, MARK + state, finding.function(), body.toString(), null);
    }

    private String digest(Finding finding) {
        return Canonical.digest(finding.thing(), null, course + " " + finding.member(), finding.body())
                .substring(0, 26);
    }

    /** Keeps what was found since the last time, and where the reading stands. */
    void keep(String cursor) throws Refused {
        reading.found(List.copyOf(messages), cursor);
        messages.clear();
        changed.forEach(member -> rows.keep(feed, course, member, seen.getOrDefault(member, Map.of())));
        changed.clear();
    }
}
