package org.cairn.ingest.work;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.Stored;
import org.springframework.stereotype.Component;

/** Shows what was worked off to those who look on; for feeds that nobody looks at that is one question a batch. */
@Component
class Bystanders {

    private final List<Bystander> all;

    Bystanders(List<Bystander> all) {
        this.all = all;
    }

    void show(Collection<Outcome> outcomes) {
        all.forEach(one -> show(one, outcomes));
    }

    private static void show(Bystander one, Collection<Outcome> outcomes) {
        Map<String, List<Stored>> byFeed = outcomes.stream()
                .filter(outcome -> outcome.state() != State.WAITING && !Ingestion.ERASED.equals(outcome.reason()))
                .map(Outcome::message)
                .filter(message -> message.kind() == one.kind())
                .collect(Collectors.groupingBy(Stored::feed, TreeMap::new, Collectors.toList()));
        byFeed.forEach((id, messages) -> {
            Stored first = messages.getFirst();
            Feed feed = new Feed(id, first.platform(), first.kind(), null, false);
            if (one.looksAt(feed)) {
                one.see(feed, messages.stream().map(Bystanders::kept).toList());
            }
        });
    }

    private static Kept kept(Stored message) {
        return new Kept(message.key(), message.body(), message.receivedAt());
    }
}
