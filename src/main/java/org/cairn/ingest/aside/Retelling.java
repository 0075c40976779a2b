package org.cairn.ingest.aside;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.evidence.Retraction;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Meanings;
import org.cairn.ingest.meaning.Mending;
import org.cairn.ingest.meaning.Mends;
import org.cairn.ingest.meaning.Translation;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/**
 * Takes back what messages said when they were read before, in the transaction that reads them again. Of whom they
 * spoke then is found by reading them as they were: with the rules that stood together at any time, and without.
 */
@Component
public class Retelling {

    private final Learners learners;
    private final Mending mending;
    private final Meanings meanings;
    private final JdbcQuarantine quarantine;
    private final Retraction retraction;

    Retelling(Learners learners, Mending mending, Meanings meanings, JdbcQuarantine quarantine, Retraction retraction) {
        this.learners = learners;
        this.mending = mending;
        this.meanings = meanings;
        this.quarantine = quarantine;
        this.retraction = retraction;
    }

    /** Takes back all that these messages ever said. */
    public void takeBack(Collection<Stored> messages) {
        for (Stored message : messages) {
            InstitutionId institution = message.platform().institution();
            Set<LearnerId> whose = new HashSet<>();
            for (List<Identifier> who : told(message)) {
                whose.addAll(learners.whoAre(message.platform(), List.of(who)).values());
                // it may still lie under the account
                whose.addAll(
                        learners.accountsOf(message.platform(), List.of(who)).values());
            }
            retraction.retract(institution, message.key(), whose);
        }
    }

    private Set<List<Identifier>> told(Stored message) {
        InstitutionId institution = message.platform().institution();
        List<List<MendingRule>> ever = mending.ever(institution, message.feed());
        Stream<String> bodies = Stream.concat(
                Stream.of(message.body()), quarantine.bodiesBefore(institution, message.feed(), message.key()));
        return bodies.flatMap(body -> ever.stream().map(rules -> Mends.apply(rules, body)))
                .distinct()
                .map(body -> meanings.verbatim(message, body))
                .map(translation -> translation instanceof Translation.Asking asking ? asking.what() : translation)
                .filter(Translation.Observed.class::isInstance)
                .map(translation -> ((Translation.Observed) translation).who())
                .collect(Collectors.toSet());
    }
}
