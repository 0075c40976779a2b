package org.cairn.people;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes one person known, within a transaction.
 *
 * <p>Other nodes may introduce the same person at the same time: whoever loses an identifier to another reads again what
 * is known now and goes on from there.
 */
final class Introduction {

    private static final Logger LOG = LoggerFactory.getLogger(Introduction.class);
    private static final int TRIES = 10;

    private final JdbcLearners jdbc;
    private final JdbcAddresses addresses;
    private final Joining joining;
    private final ApplicationEventPublisher events;
    private final Contradictions contradictions;
    private final PlatformId platform;
    private final Said heard;
    private final List<Identifier> said;
    private final @Nullable String name;
    private final @Nullable String email;
    private final Instant now;
    private final Map<LearnerId, Set<Identifier>> learned = new LinkedHashMap<>();

    /**
     * What was said of somebody, cleaned.
     *
     * @param identifiers strongest first
     * @param past what the platform called them once
     */
    record Said(
            List<Identifier> identifiers,
            List<Identifier> past,
            @Nullable String name,
            @Nullable String email) {

        /** All the names at once. */
        Set<Identifier> all() {
            Set<Identifier> all = new LinkedHashSet<>(identifiers);
            all.addAll(past);
            return all;
        }
    }

    Introduction(
            JdbcLearners jdbc,
            JdbcAddresses addresses,
            Joining joining,
            ApplicationEventPublisher events,
            Contradictions contradictions,
            PlatformId platform,
            Said heard,
            Instant now) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.joining = joining;
        this.events = events;
        this.contradictions = contradictions;
        this.platform = platform;
        this.heard = heard;
        this.said = heard.identifiers();
        this.name = heard.name();
        this.email = heard.email();
        this.now = now;
    }

    /** Says whether knowing this person again would write nothing. */
    static boolean nothingNew(Said heard, Acquaintance who, Collection<Acquaintance> met) {
        return heard.identifiers().stream().allMatch(identifier -> isSettled(identifier, who, met))
                && who.identifiers().containsAll(heard.past())
                && saysNothingNew(heard, who)
                && met.stream().noneMatch(other -> isSame(heard.identifiers(), who, other));
    }

    static boolean saysNothingNew(Said heard, Acquaintance who) {
        return says(heard.name(), who.name()) && says(heard.email(), who.email());
    }

    private static boolean says(@Nullable String said, @Nullable String known) {
        return said == null || said.equals(known);
    }

    private static boolean isSettled(Identifier identifier, Acquaintance who, Collection<Acquaintance> met) {
        return Recognition.holder(identifier, met).isPresent() || !Recognition.mayBecome(identifier, who);
    }

    Learners.Introduced make() {
        for (int i = 0; i < TRIES; i++) {
            Collection<Acquaintance> met = jdbc.meet(platform, heard.all());
            Optional<Learners.Introduced> settled = Recognition.who(said, met)
                    .or(() -> onceKnown(met))
                    .map(who -> complete(who, met))
                    .orElseGet(() -> welcome(met));
            if (settled.isPresent()) {
                tell(settled.get());
                return settled.get();
            }
        }
        throw new IllegalStateException("Too many nodes are learning of the same person at once.");
    }

    /** Whom the platform once called by a name that it gives up now. */
    private Optional<Acquaintance> onceKnown(Collection<Acquaintance> met) {
        return met.stream().filter(this::wasCalled).findFirst();
    }

    private boolean wasCalled(Acquaintance who) {
        return heard.past().stream().anyMatch(who.identifiers()::contains);
    }

    /** Messages may wait for this person: under what was learned, and under an address, though that is nobody's name. */
    private void tell(Learners.Introduced who) {
        if (!heard.past().isEmpty()) {
            jdbc.past(platform, heard.past());
        }
        Set<Identifier> news = learned.computeIfAbsent(who.account(), account -> new LinkedHashSet<>());
        Addresses.digest(email)
                .filter(digest -> addresses.note(platform, who.account(), digest))
                .ifPresent(digest -> news.addAll(Addresses.names(String.valueOf(email))));
        learned.values().stream()
                .filter(identifiers -> !identifiers.isEmpty())
                .forEach(identifiers ->
                        events.publishEvent(new IdentifiersLearned(platform, who.person(), Set.copyOf(identifiers))));
    }

    private Optional<Learners.Introduced> welcome(Collection<Acquaintance> met) {
        LearnerId id = new LearnerId(platform.institution(), Ids.next());
        Acquaintance newcomer = new Acquaintance(id, id, name, email, Set.of());
        jdbc.add(id, name, email, now);
        if (claim(newcomer, met)) {
            if (learned.containsKey(id)) {
                contradictions.note(platform, said, newcomer, met);
                return Optional.of(newcomer.introduced());
            }
            jdbc.remove(id);
            throw new IllegalArgumentException("Every identifier of this person belongs to someone else.");
        }
        if (!learned.containsKey(id)) {
            jdbc.remove(id);
        }
        return Optional.empty();
    }

    private Optional<Learners.Introduced> complete(Acquaintance who, Collection<Acquaintance> met) {
        for (Acquaintance other : met) {
            if (isSame(said, who, other) || (wasCalled(other) && !other.id().equals(who.id()))) {
                return absorb(who, other);
            }
        }
        if (!claim(who, met)) {
            return Optional.empty();
        }
        contradictions.note(platform, said, who, met);
        if (!saysNothingNew(heard, who)) {
            jdbc.describe(who.id(), name == null ? who.name() : name, email == null ? who.email() : email);
        }
        return Optional.of(who.introduced());
    }

    /** Gives the learner every identifier that is nobody's; false when another node was faster with one. */
    private boolean claim(Acquaintance who, Collection<Acquaintance> met) {
        boolean renamed = !heard.past().isEmpty();
        for (Identifier identifier : heard.all()) {
            Optional<Acquaintance> holder = Recognition.holder(identifier, met);
            boolean may =
                    (renamed && identifier.kind() == IdentifierKind.SUB) || Recognition.mayBecome(identifier, who);
            if (holder.isPresent() || !may) {
                continue;
            }
            if (!jdbc.claim(platform, identifier, who.id())) {
                return false;
            }
            learned.computeIfAbsent(who.id(), id -> new LinkedHashSet<>()).add(identifier);
        }
        return true;
    }

    /** Says whether the other one is the same person, whom the platform told us of before they ever launched. */
    private static boolean isSame(List<Identifier> said, Acquaintance who, Acquaintance other) {
        return !other.id().equals(who.id())
                && !(who.has(IdentifierKind.SUB) && other.has(IdentifierKind.SUB))
                && !Recognition.differsForEver(other.identifiers(), who)
                && other.identifiers().stream()
                        .anyMatch(identifier ->
                                said.contains(identifier) && Recognition.speaksOf(identifier, said, other));
    }

    /** Makes two accounts the one who launched, then lets the caller read again. */
    private Optional<Learners.Introduced> absorb(Acquaintance who, Acquaintance other) {
        boolean otherLaunched = other.has(IdentifierKind.SUB) && !who.has(IdentifierKind.SUB);
        Acquaintance from = otherLaunched ? who : other;
        Acquaintance into = otherLaunched ? other : who;
        // where both are one person already, the account that leads stays
        if (from.person().equals(into.person()) && from.id().equals(from.person())) {
            Acquaintance leading = from;
            from = into;
            into = leading;
        }
        if (joining.absorb(from, into, now)) {
            Set<Identifier> moved = learned.remove(from.id());
            if (moved != null) {
                learned.computeIfAbsent(into.id(), id -> new LinkedHashSet<>()).addAll(moved);
            }
            LOG.info(
                    "Learner {} turned out to be {}.",
                    from.id().value(),
                    into.id().value());
        }
        return Optional.empty();
    }
}
