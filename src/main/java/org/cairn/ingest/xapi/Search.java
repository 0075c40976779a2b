package org.cairn.ingest.xapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.EvidenceLog;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.inbox.KeptMessages.Range;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.xapi.terms.Candidates;
import org.cairn.ingest.xapi.terms.Candidates.Page;
import org.cairn.ingest.xapi.terms.Terms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds statements among the messages of their feed. A request looks at a bounded number of them and then says where to go
 * on.
 */
@Component
class Search {

    private static final int PAGE = 200;
    private static final int MOST_LOOKED_AT = 20_000;
    private static final int DEEPEST_REFERENCE = 5;

    private final KeptMessages messages;
    private final Candidates candidates;
    private final EvidenceLog log;

    Search(KeptMessages messages, Candidates candidates, EvidenceLog log) {
        this.messages = messages;
        this.candidates = candidates;
        this.log = log;
    }

    /** A statement, and the message it came in. */
    record Hit(JsonNode statement, Kept message) {

        boolean isVoiding() {
            return statement.path("verb").path("id").asString("").equals(Statement.VOIDED);
        }
    }

    /**
     * Statements that were found.
     *
     * @param after where to go on; null where there are no more
     */
    record Found(List<Hit> hits, @Nullable Place after) {}

    /** The statement of this id, if it is there, and voided or not as asked. */
    Optional<Hit> one(Feed feed, String id, boolean voided) {
        return messages.find(feed, StatementIds.key(feed, id))
                .flatMap(Search::hit)
                .filter(hit -> voided == isVoided(hit, withdrawn(feed, List.of(hit.message()))));
    }

    Found all(Feed feed, Query query) {
        List<Hit> hits = new ArrayList<>();
        Place after = query.after();
        int looked = 0;
        List<Long> terms = query.filter().terms();
        // mostly all that are read are found: one more tells whether there are more
        int most = query.limit() + 1;
        while (looked < MOST_LOOKED_AT) {
            Range range = new Range(query.since(), query.until(), query.ascending(), after);
            Page read = candidates.page(feed, terms, range, most);
            List<Kept> page = read.messages();
            Set<String> withdrawn = withdrawn(feed, page);
            for (Kept message : page) {
                Optional<Hit> hit = hit(message)
                        .filter(one -> !isVoided(one, withdrawn))
                        .filter(one -> takes(feed, query.filter(), one.statement(), 0));
                if (hit.isPresent()) {
                    if (hits.size() == query.limit()) {
                        return new Found(hits, after);
                    }
                    hits.add(hit.get());
                }
                after = message.place();
            }
            if (read.isLast()) {
                return new Found(hits, null);
            }
            looked += most;
            most = PAGE;
        }
        return new Found(hits, after);
    }

    private Set<String> withdrawn(Feed feed, List<Kept> page) {
        return log.withdrawn(
                feed.platform().institution(), page.stream().map(Kept::key).toList());
    }

    /** A voiding statement cannot be voided (Data 2.3.2). */
    private static boolean isVoided(Hit hit, Set<String> withdrawn) {
        return withdrawn.contains(hit.message().key()) && !hit.isVoiding();
    }

    /** What refers to a statement is found by what that statement says, even if it is voided (Communication 2.1.3). */
    private boolean takes(Feed feed, Query.Filter filter, JsonNode statement, int depth) {
        if (filter.isOpen() || filter.takes(statement)) {
            return true;
        }
        return depth < DEEPEST_REFERENCE
                && Terms.reference(statement)
                        .flatMap(target -> messages.find(feed, StatementIds.key(feed, target)))
                        .flatMap(Search::hit)
                        .filter(hit -> takes(feed, filter, hit.statement(), depth + 1))
                        .isPresent();
    }

    private static Optional<Hit> hit(Kept message) {
        try {
            JsonNode statement = StrictJson.read(message.body());
            return statement.has("id") ? Optional.of(new Hit(statement, message)) : Optional.empty();
        } catch (StrictJson.Unreadable e) {
            return Optional.empty();
        }
    }
}
