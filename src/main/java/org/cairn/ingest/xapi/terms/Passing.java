package org.cairn.ingest.xapi.terms;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Place;

/** Passes what statements are found by on to what came before them and refers to them: once, to so many at most. */
final class Passing {

    static final int MOST = 5_000;

    private static final int DEEPEST_REFERENCE = 5;
    private static final int AT_ONCE = 200;

    private final JdbcTerms rows;
    private final KeptMessages messages;
    private final Feed feed;
    private int left = MOST;

    Passing(JdbcTerms rows, KeptMessages messages, Feed feed) {
        this.rows = rows;
        this.messages = messages;
        this.feed = feed;
    }

    /** False where more refer to these statements than can be told. */
    boolean on(Map<String, Set<Long>> said) {
        return on(said, 0);
    }

    private boolean on(Map<String, Set<Long>> said, int depth) {
        if (said.isEmpty() || depth == DEEPEST_REFERENCE) {
            return true;
        }
        Map<Long, Set<Long>> byReference = new HashMap<>();
        said.forEach((id, terms) -> byReference.put(Terms.reference(id), terms));
        Map<Place, Set<Long>> references = new HashMap<>();
        rows.places(feed, byReference.keySet(), left + 1).forEach((reference, places) -> {
            left -= places.size();
            places.forEach(place ->
                    references.computeIfAbsent(place, any -> new HashSet<>()).add(reference));
        });
        if (left < 0) {
            return false;
        }
        List<Place> all = List.copyOf(references.keySet());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            Map<Place, Set<Long>> added = new HashMap<>();
            all.subList(from, Math.min(all.size(), from + AT_ONCE))
                    .forEach(place -> added.put(place, union(references.getOrDefault(place, Set.of()), byReference)));
            if (!on(tell(added), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Long> union(Set<Long> references, Map<Long, Set<Long>> byReference) {
        Set<Long> terms = new HashSet<>();
        references.forEach(reference -> terms.addAll(byReference.getOrDefault(reference, Set.of())));
        return terms;
    }

    /** Answers what was told, by the ids of the statements that it was told. */
    private Map<String, Set<Long>> tell(Map<Place, Set<Long>> added) {
        rows.add(feed, added);
        Map<String, Set<Long>> told = new HashMap<>();
        List<String> keys = added.keySet().stream().map(Place::key).toList();
        messages.find(feed, keys)
                .values()
                .forEach(message -> Notes.id(Notes.statement(message))
                        .ifPresent(id -> told.put(id, added.getOrDefault(message.place(), Set.of()))));
        return told;
    }
}
