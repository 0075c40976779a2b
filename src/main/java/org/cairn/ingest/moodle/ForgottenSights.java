package org.cairn.ingest.moodle;

import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes what was last seen of somebody who is to be forgotten: Moodle's id of a person is the one that launches use. */
@Component
class ForgottenSights {

    private final JdbcLastSeen lastSeen;

    ForgottenSights(JdbcLastSeen lastSeen) {
        this.lastSeen = lastSeen;
    }

    @EventListener
    void on(LearnerErased erased) {
        erased.names()
                .forEach((platform, names) -> names.stream()
                        .filter(name -> name.kind() == IdentifierKind.SUB)
                        .map(Identifier::value)
                        .forEach(member -> lastSeen.forget(platform, member)));
    }
}
