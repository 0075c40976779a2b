package org.cairn.ingest.inbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.evidence.Retraction;
import org.cairn.ingest.MendingRule;
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
class Retelling {

    private final Learners learners;
    private final JdbcMending rules;
    private final JdbcQuarantine quarantine;
    private final Retraction retraction;

    Retelling(Learners learners, JdbcMending rules, JdbcQuarantine quarantine, Retraction retraction) {
        this.learners = learners;
        this.rules = rules;
        this.quarantine = quarantine;
        this.retraction = retraction;
    }

    /** Takes back; {@code translate} reads a message with a text that was its own. */
    void takeBack(Collection<Stored> messages, BiFunction<Stored, String, Translation> translate) {
        for (Stored message : messages) {
            InstitutionId institution = message.platform().institution();
            Set<LearnerId> whose = new HashSet<>();
            for (List<Identifier> who : told(message, translate)) {
                whose.addAll(learners.whoAre(message.platform(), List.of(who)).values());
                // it may still lie under the account
                whose.addAll(
                        learners.accountsOf(message.platform(), List.of(who)).values());
            }
            retraction.retract(institution, message.key(), whose);
        }
    }

    private Set<List<Identifier>> told(Stored message, BiFunction<Stored, String, Translation> translate) {
        InstitutionId institution = message.platform().institution();
        List<List<MendingRule>> ever = rules.of(institution, message.feed()).ever();
        Stream<String> bodies = Stream.concat(
                Stream.of(message.body()), quarantine.bodiesBefore(institution, message.feed(), message.key()));
        return bodies.flatMap(body -> ever.stream().map(rules -> Mends.apply(rules, body)))
                .distinct()
                .map(body -> translate.apply(message, body))
                .map(translation -> translation instanceof Translation.Asking asking ? asking.what() : translation)
                .filter(Translation.Observed.class::isInstance)
                .map(translation -> ((Translation.Observed) translation).who())
                .collect(Collectors.toSet());
    }
}
