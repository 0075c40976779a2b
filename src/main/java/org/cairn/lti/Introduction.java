package org.cairn.lti;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final ApplicationEventPublisher events;
    private final Contradictions contradictions;
    private final PlatformId platform;
    private final List<Identifier> said;
    private final @Nullable String name;
    private final @Nullable String email;
    private final Instant now;
    private final Map<LearnerId, Set<Identifier>> learned = new LinkedHashMap<>();

    Introduction(
            JdbcLearners jdbc,
            ApplicationEventPublisher events,
            Contradictions contradictions,
            PlatformId platform,
            List<Identifier> said,
            @Nullable String name,
            @Nullable String email,
            Instant now) {
        this.jdbc = jdbc;
        this.events = events;
        this.contradictions = contradictions;
        this.platform = platform;
        this.said = said;
        this.name = name;
        this.email = email;
        this.now = now;
    }

    /** Says whether knowing this person again would write nothing. */
    static boolean nothingNew(
            List<Identifier> said,
            @Nullable String name,
            @Nullable String email,
            Acquaintance who,
            Collection<Acquaintance> met) {
        return said.stream().allMatch(identifier -> isSettled(identifier, who, met))
                && saysNothingNew(name, email, who)
                && met.stream().noneMatch(other -> isSame(said, who, other));
    }

    static boolean saysNothingNew(@Nullable String name, @Nullable String email, Acquaintance who) {
        return says(name, who.name()) && says(email, who.email());
    }

    private static boolean says(@Nullable String said, @Nullable String known) {
        return said == null || said.equals(known);
    }

    private static boolean isSettled(Identifier identifier, Acquaintance who, Collection<Acquaintance> met) {
        return Recognition.holder(identifier, met).isPresent() || !Recognition.mayBecome(identifier, who);
    }

    LearnerId make() {
        for (int i = 0; i < TRIES; i++) {
            Collection<Acquaintance> met = jdbc.meet(platform, said);
            Optional<LearnerId> settled =
                    Recognition.who(said, met).map(who -> complete(who, met)).orElseGet(() -> welcome(met));
            if (settled.isPresent()) {
                learned.forEach((learner, identifiers) ->
                        events.publishEvent(new IdentifiersLearned(platform, learner, Set.copyOf(identifiers))));
                return settled.get();
            }
        }
        throw new IllegalStateException("Too many nodes are learning of the same person at once.");
    }

    private Optional<LearnerId> welcome(Collection<Acquaintance> met) {
        LearnerId id = new LearnerId(platform.institution(), Ids.next());
        Acquaintance newcomer = new Acquaintance(id, name, email, Set.of());
        jdbc.add(id, name, email, now);
        if (claim(newcomer, met)) {
            if (learned.containsKey(id)) {
                contradictions.note(platform, said, newcomer, met);
                return Optional.of(id);
            }
            jdbc.remove(id);
            throw new IllegalArgumentException("Every identifier of this person belongs to someone else.");
        }
        if (!learned.containsKey(id)) {
            jdbc.remove(id);
        }
        return Optional.empty();
    }

    private Optional<LearnerId> complete(Acquaintance who, Collection<Acquaintance> met) {
        for (Acquaintance other : met) {
            if (isSame(said, who, other)) {
                return absorb(who, other);
            }
        }
        if (!claim(who, met)) {
            return Optional.empty();
        }
        contradictions.note(platform, said, who, met);
        if (!saysNothingNew(name, email, who)) {
            jdbc.describe(who.id(), name == null ? who.name() : name, email == null ? who.email() : email);
        }
        return Optional.of(who.id());
    }

    /** Gives the learner every identifier that is nobody's; false when another node was faster with one. */
    private boolean claim(Acquaintance who, Collection<Acquaintance> met) {
        for (Identifier identifier : said) {
            Optional<Acquaintance> holder = Recognition.holder(identifier, met);
            if (holder.isPresent() || !Recognition.mayBecome(identifier, who)) {
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

    /** Merges two learners into the one who launched, then lets the caller read again. */
    private Optional<LearnerId> absorb(Acquaintance who, Acquaintance other) {
        boolean otherLaunched = other.has(IdentifierKind.SUB);
        LearnerId from = otherLaunched ? who.id() : other.id();
        LearnerId into = otherLaunched ? other.id() : who.id();
        if (holdBoth(from, into)) {
            jdbc.merge(from, into);
            Set<Identifier> moved = learned.remove(from);
            if (moved != null) {
                learned.computeIfAbsent(into, id -> new LinkedHashSet<>()).addAll(moved);
            }
            events.publishEvent(new LearnersMerged(from, into));
            LOG.info("Learner {} turned out to be {}.", from.value(), into.value());
        }
        return Optional.empty();
    }

    /** Always in the same order, so that two nodes never wait for each other. */
    private boolean holdBoth(LearnerId from, LearnerId into) {
        boolean fromFirst = from.value().compareTo(into.value()) < 0;
        return jdbc.hold(fromFirst ? from : into) && jdbc.hold(fromFirst ? into : from);
    }
}
