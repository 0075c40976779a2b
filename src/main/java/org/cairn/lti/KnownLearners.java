package org.cairn.lti;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The people; one query tells that there is nothing new about somebody, and only what is new is written. */
@Component
class KnownLearners implements Learners {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_EMAIL = 320;

    private final JdbcLearners jdbc;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Contradictions contradictions = new Contradictions();

    KnownLearners(JdbcLearners jdbc, TransactionTemplate transactions, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public LearnerId know(PlatformId platform, Person person) {
        List<Identifier> said = Recognition.strongestFirst(person.identifiers());
        if (said.isEmpty()) {
            throw new IllegalArgumentException("A person needs at least one identifier.");
        }
        @Nullable String name = Text.clean(person.name(), LONGEST_NAME);
        @Nullable String email = Text.clean(person.email(), LONGEST_EMAIL);
        // in the steady state all that was said is known of the one whom its strongest identifier names
        Optional<Acquaintance> old = jdbc.meet(platform, said.getFirst())
                .filter(who -> who.identifiers().containsAll(said) && Introduction.saysNothingNew(name, email, who));
        if (old.isPresent()) {
            return old.get().id();
        }
        Collection<Acquaintance> met = jdbc.meet(platform, said);
        Optional<Acquaintance> who = Recognition.who(said, met);
        if (who.isPresent() && Introduction.nothingNew(said, name, email, who.get(), met)) {
            contradictions.note(platform, said, who.get(), met);
            return who.get().id();
        }
        return transactions.execute(status -> new Introduction(
                        jdbc,
                        events,
                        contradictions,
                        platform,
                        said,
                        name,
                        email,
                        clock.instant().truncatedTo(ChronoUnit.MICROS))
                .make());
    }

    @Override
    public Map<List<Identifier>, LearnerId> whoAre(PlatformId platform, Collection<List<Identifier>> people) {
        Set<Identifier> all = people.stream()
                .flatMap(said -> Recognition.usable(said).stream())
                .collect(Collectors.toSet());
        Map<Identifier, Acquaintance> holders = new HashMap<>();
        for (Acquaintance who : jdbc.meet(platform, all)) {
            who.identifiers().forEach(identifier -> holders.put(identifier, who));
        }
        Map<List<Identifier>, LearnerId> answer = new LinkedHashMap<>();
        for (List<Identifier> said : people) {
            Set<Acquaintance> candidates =
                    said.stream().filter(holders::containsKey).map(holders::get).collect(Collectors.toSet());
            Recognition.who(said, candidates).ifPresent(who -> answer.put(said, who.id()));
        }
        return answer;
    }

    @Override
    public Optional<LearnerId> find(PlatformId platform, String identifier) {
        if (!Text.isPlain(identifier)) {
            return Optional.empty();
        }
        Map<Identifier, LearnerId> named = jdbc.named(platform, identifier);
        return named.keySet().stream().min(Recognition.BY_STRENGTH).map(named::get);
    }

    @Override
    public Optional<Learner> find(LearnerId id) {
        return jdbc.find(id);
    }

    @Override
    public Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids) {
        return jdbc.find(institution, ids);
    }

    @Override
    public Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people) {
        Map<LearnerId, List<Identifier>> identifiers = jdbc.identifiers(platform, people);
        identifiers.values().forEach(known -> known.sort(Recognition.BY_STRENGTH));
        return identifiers;
    }
}
