package org.cairn.people;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.complaint.Objection;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Links people by ids that platforms share: whatever is found is linked, or reported where something contradicts. */
@Component
class SharedIds implements TrustedIds {

    private static final int PAGE = 20;

    private final JdbcTrustedIds rows;
    private final JdbcLearners learners;
    private final JdbcLinks links;
    private final Platforms platforms;
    private final Joining joining;
    private final LinkBell bell;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SharedIds(
            JdbcTrustedIds rows,
            JdbcLearners learners,
            JdbcLinks links,
            Platforms platforms,
            Joining joining,
            LinkBell bell,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.learners = learners;
        this.links = links;
        this.platforms = platforms;
        this.joining = joining;
        this.bell = bell;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void declare(InstitutionId institution, IdentifierKind kind, Collection<PlatformId> chosen, String by) {
        Set<PlatformId> among = new LinkedHashSet<>(chosen);
        Set<PlatformId> ours =
                platforms.of(institution).stream().map(Platform::id).collect(Collectors.toSet());
        if (!KINDS.contains(kind)) {
            throw Objection.of("trust.no-kind", kind.code());
        }
        if (among.size() == 1 || !ours.containsAll(among)) {
            throw Objection.of("trust.platforms");
        }
        transactions.executeWithoutResult(status -> {
            rows.end(institution, kind, among);
            rows.declare(kind, among, by, now());
            bell.ring();
        });
    }

    @Override
    public List<Trust> of(InstitutionId institution) {
        return rows.of(institution);
    }

    @Override
    public List<Contradiction> contradictions(InstitutionId institution, int most) {
        return rows.contradictions(institution, most);
    }

    /** Noted with the id itself, and done soon: a launch does not wait for it. */
    @EventListener
    void on(IdentifiersLearned learned) {
        List<Identifier> ids = learned.identifiers().stream()
                .filter(identifier -> KINDS.contains(identifier.kind()))
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        Map<IdentifierKind, Set<PlatformId>> trusted =
                rows.platforms(learned.platform().institution());
        for (Identifier identifier : ids) {
            Set<PlatformId> among = trusted.getOrDefault(identifier.kind(), Set.of());
            if (among.contains(learned.platform())) {
                rows.check(learned.platform().institution(), identifier);
                spread(learned.platform(), among, Set.of(identifier));
                bell.ring();
            }
        }
    }

    private void spread(PlatformId platform, Set<PlatformId> among, Set<Identifier> identifiers) {
        among.stream()
                .filter(other -> !other.equals(platform))
                .forEach(other -> events.publishEvent(new NamesSpread(other, identifiers)));
    }

    /** Does some of what is to be done for an institution; false when there was nothing. */
    boolean work(InstitutionId institution) {
        Boolean worked = transactions.execute(status -> {
            List<JdbcTrustedIds.Check> checks = rows.claim(institution, PAGE);
            checks.forEach(check -> unite(institution, check.identifier()));
            return !checks.isEmpty() || sweep(institution);
        });
        return Boolean.TRUE.equals(worked);
    }

    private boolean sweep(InstitutionId institution) {
        Optional<JdbcTrustedIds.Sweep> sweep = rows.sweep(institution);
        sweep.ifPresent(one -> {
            List<Identifier> page = rows.next(one, PAGE);
            page.forEach(identifier -> unite(institution, identifier));
            Set<PlatformId> among = rows.platforms(institution).getOrDefault(one.kind(), Set.of());
            if (!page.isEmpty()) {
                spread(one.platform(), among, Set.copyOf(page));
            }
            rows.swept(one, page.size() < PAGE ? null : page.getLast().value());
        });
        return sweep.isPresent();
    }

    /** Makes those one person who have this id on platforms that share it, the one known longest leading. */
    private void unite(InstitutionId institution, Identifier identifier) {
        Map<IdentifierKind, Set<PlatformId>> trusted = rows.platforms(institution);
        Set<LearnerId> people = new LinkedHashSet<>();
        for (PlatformId platform : trusted.getOrDefault(identifier.kind(), Set.of())) {
            learners.meet(platform, identifier).ifPresent(who -> people.add(who.person()));
        }
        List<LearnerId> oldestFirst = people.stream()
                .sorted(Comparator.comparing(links::knownSince).thenComparing(LearnerId::value))
                .toList();
        for (int i = 1; i < oldestFirst.size(); i++) {
            unite(oldestFirst.getFirst(), oldestFirst.get(i), identifier, trusted);
        }
    }

    private void unite(
            LearnerId into, LearnerId from, Identifier identifier, Map<IdentifierKind, Set<PlatformId>> trusted) {
        if (!links.holdLeading(List.of(into, from))) {
            // somebody else linked one of them meanwhile: look again
            rows.check(into.institution(), identifier);
            return;
        }
        List<LearnerId> ones = links.accounts(into);
        List<LearnerId> others = links.accounts(from);
        if (rows.isReused(ones) || rows.isReused(others)) {
            rows.contradict(into, from, identifier, Why.REUSED, now());
            return;
        }
        Optional<Why> against = against(ones, others, identifier.kind(), trusted);
        if (against.isPresent()) {
            rows.contradict(into, from, identifier, against.get(), now());
            return;
        }
        String why = "%s %s".formatted(identifier.kind().code(), identifier.value());
        joining.link(from, into, new Joining.Reason(Links.How.TRUSTED, why, "cairn"), now());
    }

    /** What speaks against two people being one, whoever says that they are. */
    Optional<Why> against(LearnerId one, LearnerId other) {
        return against(links.accounts(one), links.accounts(other), null, rows.platforms(one.institution()));
    }

    private Optional<Why> against(
            List<LearnerId> ones,
            List<LearnerId> others,
            @Nullable IdentifierKind same,
            Map<IdentifierKind, Set<PlatformId>> trusted) {
        if (rows.wereParted(ones, others)) {
            return Optional.of(Why.UNDONE);
        }
        if (!Collections.disjoint(links.platforms(ones), links.platforms(others))) {
            return Optional.of(Why.TWO_LOGINS);
        }
        boolean otherwise = trusted.entrySet().stream()
                .filter(trust -> trust.getKey() != same)
                .anyMatch(trust -> {
                    Set<String> theirs = rows.values(ones, trust.getKey(), trust.getValue());
                    Set<String> those = rows.values(others, trust.getKey(), trust.getValue());
                    return !theirs.isEmpty() && !those.isEmpty() && Collections.disjoint(theirs, those);
                });
        return otherwise ? Optional.of(Why.OTHER_ID) : Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
