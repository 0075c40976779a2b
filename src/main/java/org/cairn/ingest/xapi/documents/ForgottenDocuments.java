package org.cairn.ingest.xapi.documents;

import java.util.Set;
import java.util.UUID;
import org.cairn.ingest.xapi.documents.JdbcDocuments.Tally;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerErased;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes the documents of somebody who is to be forgotten. */
@Component
class ForgottenDocuments {

    private final JdbcDocuments rows;
    private final Platforms platforms;

    ForgottenDocuments(JdbcDocuments rows, Platforms platforms) {
        this.rows = rows;
        this.platforms = platforms;
    }

    @EventListener
    void on(LearnerErased erased) {
        erased.names().forEach(this::forget);
    }

    private void forget(PlatformId platform, Set<Identifier> names) {
        String issuer = platforms.find(platform).map(Platform::issuer).orElse("");
        UUID institution = platform.institution().value();
        names.stream().flatMap(name -> Whose.people(issuer, name)).distinct().forEach(person -> {
            for (String feed : rows.feeds(platform, person)) {
                Tally tally = rows.hold(institution, feed);
                rows.settle(institution, feed, tally.without(rows.drop(institution, feed, person)));
            }
        });
    }
}
