package org.cairn.ingest.xapi.terms;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.work.Bystander;
import org.cairn.ingest.xapi.terms.JdbcTerms.Reading;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Writes down what statements can be found by, of feeds that are asked. */
@Component
class Notes implements Bystander {

    private static final int DEEPEST_REFERENCE = 5;

    private final JdbcTerms rows;
    private final KeptMessages messages;
    private final Keys keys;

    Notes(JdbcTerms rows, KeptMessages messages, Keys keys) {
        this.rows = rows;
        this.messages = messages;
        this.keys = keys;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.XAPI;
    }

    @Override
    public boolean looksAt(Feed feed) {
        return rows.hold(feed).isPresent();
    }

    @Override
    public void see(Feed feed, List<Kept> seen) {
        Map<Place, Set<Long>> terms = new HashMap<>();
        Map<String, Set<Long>> said = new HashMap<>();
        for (Kept message : seen) {
            JsonNode statement = statement(message);
            id(statement).ifPresent(id -> {
                Set<Long> theirs = terms(feed, statement, 0);
                terms.put(message.place(), theirs);
                said.put(id, theirs);
            });
        }
        rows.add(feed, terms);
        passOn(feed, said, 0);
    }

    /** All is read again; until then lists do without. */
    @Override
    public void missed(Feed feed) {
        rows.read(feed, new Reading("", false));
    }

    /** What refers to a statement is found by what that says as well. */
    private Set<Long> terms(Feed feed, JsonNode statement, int depth) {
        Set<Long> terms = new HashSet<>(Terms.of(statement));
        if (depth < DEEPEST_REFERENCE) {
            Terms.reference(statement)
                    .flatMap(id -> messages.find(feed, keys.of(feed, id)))
                    .ifPresent(target -> terms.addAll(terms(feed, statement(target), depth + 1)));
        }
        return terms;
    }

    /** Those that came before what they refer to have its terms from now on. */
    private void passOn(Feed feed, Map<String, Set<Long>> said, int depth) {
        Map<Long, Set<Long>> byReference = new HashMap<>();
        said.forEach((id, terms) -> byReference.put(Terms.reference(id), terms));
        Map<Place, Set<Long>> added = new HashMap<>();
        rows.places(feed, byReference.keySet()).forEach((reference, places) -> {
            Set<Long> theirs = byReference.getOrDefault(reference, Set.of());
            places.forEach(place ->
                    added.computeIfAbsent(place, any -> new HashSet<>()).addAll(theirs));
        });
        if (added.isEmpty() || depth == DEEPEST_REFERENCE) {
            return;
        }
        rows.add(feed, added);
        Map<String, Set<Long>> further = new HashMap<>();
        List<String> referring = added.keySet().stream().map(Place::key).toList();
        messages.find(feed, referring)
                .values()
                .forEach(message -> id(statement(message))
                        .ifPresent(id -> further.put(id, added.getOrDefault(message.place(), Set.of()))));
        passOn(feed, further, depth + 1);
    }

    private static Optional<String> id(JsonNode statement) {
        return statement.has("id")
                ? Optional.of(statement.path("id").asString("").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static JsonNode statement(Kept message) {
        try {
            return StrictJson.read(message.body());
        } catch (StrictJson.Unreadable e) {
            return MissingNode.getInstance();
        }
    }
}
