package org.cairn.people;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.database.Text;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The people; one query tells that there is nothing new about somebody, and only what is new is written. */
@Component
class KnownLearners implements Learners {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_EMAIL = 320;

    private final JdbcLearners jdbc;
    private final JdbcPeople people;
    private final JdbcAddresses addresses;
    private final JdbcErasures erasures;
    private final JdbcTrustedIds trusted;
    private final Joining joining;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Contradictions contradictions;

    KnownLearners(
            JdbcLearners jdbc,
            JdbcPeople people,
            JdbcAddresses addresses,
            JdbcErasures erasures,
            JdbcTrustedIds trusted,
            Joining joining,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.addresses = addresses;
        this.erasures = erasures;
        this.trusted = trusted;
        this.joining = joining;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.contradictions = new Contradictions((holder, other, identifier) ->
                trusted.reused(holder, other, identifier, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    @Override
    public LearnerId know(PlatformId platform, Person person) {
        return introduce(platform, person).person();
    }

    @Override
    public Introduced introduce(PlatformId platform, Person person) {
        Introduction.Said said = said(person);
        return known(platform, said)
                .orElseGet(() -> transactions.execute(status -> {
                    // whoever comes themselves after they were erased begins anew
                    erasures.forget(platform, said.all());
                    return introduction(platform, said).make();
                }));
    }

    @Override
    public Optional<LearnerId> hear(PlatformId platform, Person person) {
        Introduction.Said said = said(person);
        return known(platform, said)
                .map(Introduced::person)
                .or(() -> transactions.execute(status -> {
                    if (jdbc.meet(platform, said.all()).isEmpty() && erasures.drop(platform, said.all())) {
                        return Optional.empty();
                    }
                    return Optional.of(introduction(platform, said).make().person());
                }));
    }

    private static Introduction.Said said(Person person) {
        List<Identifier> said = Recognition.strongestFirst(person.identifiers());
        if (said.isEmpty()) {
            throw new IllegalArgumentException("A person needs at least one identifier.");
        }
        List<Identifier> past = Recognition.usable(person.past()).stream()
                .filter(identifier -> identifier.kind() == IdentifierKind.SUB && !said.contains(identifier))
                .distinct()
                .sorted(Recognition.BY_STRENGTH)
                .toList();
        return new Introduction.Said(
                said, past, Text.clean(person.name(), LONGEST_NAME), Text.clean(person.email(), LONGEST_EMAIL));
    }

    /** Who this is, if there is nothing new about them: then nothing needs to be written. */
    private Optional<Introduced> known(PlatformId platform, Introduction.Said said) {
        // in the steady state all that was said is known of the one whom its strongest identifier names
        Optional<Acquaintance> old = jdbc.meet(platform, said.identifiers().getFirst())
                .filter(who -> who.identifiers().containsAll(said.all()) && Introduction.saysNothingNew(said, who));
        if (old.isPresent()) {
            return old.map(Acquaintance::introduced);
        }
        Collection<Acquaintance> met = jdbc.meet(platform, said.all());
        Optional<Acquaintance> who =
                Recognition.who(said.identifiers(), met).filter(one -> Introduction.nothingNew(said, one, met));
        who.ifPresent(one -> contradictions.note(platform, said.identifiers(), one, met));
        return who.map(Acquaintance::introduced);
    }

    private Introduction introduction(PlatformId platform, Introduction.Said said) {
        return new Introduction(
                jdbc,
                addresses,
                joining,
                events,
                contradictions,
                platform,
                said,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public Map<List<Identifier>, LearnerId> whoAre(PlatformId platform, Collection<List<Identifier>> people) {
        return answers(platform, people, Acquaintance::person);
    }

    @Override
    public Map<List<Identifier>, LearnerId> accountsOf(PlatformId platform, Collection<List<Identifier>> people) {
        return answers(platform, people, Acquaintance::id);
    }

    private Map<List<Identifier>, LearnerId> answers(
            PlatformId platform, Collection<List<Identifier>> people, Function<Acquaintance, LearnerId> as) {
        Map<List<Identifier>, LearnerId> answer = new LinkedHashMap<>();
        byName(platform, people).forEach((said, who) -> answer.put(said, as.apply(who)));
        List<List<Identifier>> unknown =
                people.stream().filter(said -> !answer.containsKey(said)).toList();
        if (!unknown.isEmpty()) {
            trusted.elsewhere(platform, unknown).forEach((said, who) -> answer.put(said, as.apply(who)));
            byAddress(platform, unknown).forEach((said, who) -> answer.putIfAbsent(said, as.apply(who)));
        }
        return answer;
    }

    private Map<List<Identifier>, Acquaintance> byName(PlatformId platform, Collection<List<Identifier>> people) {
        Set<Identifier> all = people.stream()
                .flatMap(said -> Recognition.usable(said).stream())
                .filter(identifier -> !Recognition.isAddress(identifier.kind()))
                .collect(Collectors.toSet());
        Map<Identifier, Acquaintance> holders = new HashMap<>();
        for (Acquaintance who : jdbc.meet(platform, all)) {
            who.identifiers().forEach(identifier -> holders.put(identifier, who));
        }
        Map<List<Identifier>, Acquaintance> answer = new LinkedHashMap<>();
        for (List<Identifier> said : people) {
            Set<Acquaintance> candidates =
                    said.stream().filter(holders::containsKey).map(holders::get).collect(Collectors.toSet());
            Recognition.who(said, candidates).ifPresent(who -> answer.put(said, who));
        }
        return answer;
    }

    /** An address names whoever the same platform said it belongs to, if that is one account and nothing contradicts. */
    private Map<List<Identifier>, Acquaintance> byAddress(PlatformId platform, List<List<Identifier>> people) {
        Map<List<Identifier>, String> digests = new LinkedHashMap<>();
        people.forEach(said -> Recognition.usable(said).stream()
                .flatMap(identifier -> Addresses.digest(identifier).stream())
                .findFirst()
                .ifPresent(digest -> digests.put(said, digest)));
        if (digests.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<UUID>> holders = addresses.holders(platform, digests.values());
        Map<List<Identifier>, Acquaintance> answer = new LinkedHashMap<>();
        digests.forEach((said, digest) -> {
            Set<UUID> accounts = holders.getOrDefault(digest, Set.of());
            if (accounts.size() == 1) {
                jdbc.account(platform, accounts.iterator().next())
                        .filter(who -> !Recognition.differsForEver(said, who))
                        .ifPresent(who -> answer.put(said, who));
            }
        });
        return answer;
    }

    @Override
    public Set<List<Identifier>> dropErased(PlatformId platform, Collection<List<Identifier>> people) {
        // one question for all: in a flood of unknown people nearly nobody was erased
        Set<Identifier> all = people.stream().flatMap(List::stream).collect(Collectors.toSet());
        return erasures.anyOf(platform, all)
                ? people.stream().filter(said -> erasures.drop(platform, said)).collect(Collectors.toSet())
                : Set.of();
    }

    @Override
    public Optional<LearnerId> find(PlatformId platform, String identifier) {
        if (!Text.isPlain(identifier)) {
            return Optional.empty();
        }
        Map<Identifier, LearnerId> named = people.named(platform, identifier);
        return named.keySet().stream().min(Recognition.BY_STRENGTH).map(named::get);
    }

    @Override
    public Optional<Learner> find(LearnerId id) {
        return people.find(id);
    }

    @Override
    public Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids) {
        return people.find(institution, ids);
    }

    @Override
    public Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people) {
        Map<LearnerId, List<Identifier>> identifiers = jdbc.identifiers(platform, people);
        identifiers.values().forEach(known -> known.sort(Recognition.BY_KIND));
        return identifiers;
    }
}
