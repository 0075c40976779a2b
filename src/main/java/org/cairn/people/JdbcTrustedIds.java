package org.cairn.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ids that platforms share, and the work that follows from it. */
@Component
class JdbcTrustedIds {

    private final JdbcClient jdbc;
    private final JdbcLearners learners;

    JdbcTrustedIds(JdbcClient jdbc, JdbcLearners learners) {
        this.jdbc = jdbc;
        this.learners = learners;
    }

    /** Something to look at: an id, or the next ids of a platform from here on. */
    record Check(UUID id, Identifier identifier) {}

    /** A platform whose people are being looked at, in the order of their ids. */
    record Sweep(IdentifierKind kind, PlatformId platform, String sweptTo) {}

    Map<IdentifierKind, Set<PlatformId>> platforms(InstitutionId institution) {
        Map<IdentifierKind, Set<PlatformId>> platforms = new LinkedHashMap<>();
        of(institution)
                .forEach(trust -> platforms
                        .computeIfAbsent(trust.kind(), kind -> new LinkedHashSet<>())
                        .add(trust.platform()));
        return platforms;
    }

    List<TrustedIds.Trust> of(InstitutionId institution) {
        return jdbc.sql("select kind, platform, declared_by, declared_at, swept_to from trusted_id"
                        + " where institution = ? order by kind, platform")
                .params(institution.value())
                .query((row, number) -> new TrustedIds.Trust(
                        IdentifierKind.of(row.getString("kind")),
                        new PlatformId(institution, row.getObject("platform", UUID.class)),
                        row.getString("declared_by"),
                        row.getObject("declared_at", OffsetDateTime.class).toInstant(),
                        row.getString("swept_to") != null))
                .list();
    }

    void declare(IdentifierKind kind, Collection<PlatformId> platforms, String by, Instant now) {
        for (PlatformId platform : platforms) {
            jdbc.sql("delete from trusted_id where institution = ? and kind = ? and platform = ?")
                    .params(platform.institution().value(), kind.code(), platform.value())
                    .update();
            jdbc.sql("insert into trusted_id (institution, kind, platform, declared_by, declared_at, swept_to)"
                            + " values (?, ?, ?, ?, ?, '')")
                    .params(
                            platform.institution().value(),
                            kind.code(),
                            platform.value(),
                            by,
                            now.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    void end(InstitutionId institution, IdentifierKind kind, Collection<PlatformId> except) {
        of(institution).stream()
                .filter(trust -> trust.kind() == kind && !except.contains(trust.platform()))
                .forEach(trust -> jdbc.sql("delete from trusted_id where institution = ? and kind = ? and platform = ?")
                        .params(
                                institution.value(),
                                kind.code(),
                                trust.platform().value())
                        .update());
    }

    /** Finds people by an id that another platform told of them. */
    Map<List<Identifier>, Acquaintance> elsewhere(PlatformId platform, Collection<List<Identifier>> people) {
        boolean any = people.stream().flatMap(List::stream).anyMatch(one -> TrustedIds.KINDS.contains(one.kind()));
        Map<IdentifierKind, Set<PlatformId>> trusted = any ? platforms(platform.institution()) : Map.of();
        Map<List<Identifier>, Acquaintance> found = new LinkedHashMap<>();
        trusted.forEach((kind, platforms) -> {
            if (platforms.contains(platform)) {
                people.forEach(said ->
                        elsewhere(platform, said, kind, platforms).ifPresent(who -> found.putIfAbsent(said, who)));
            }
        });
        return found;
    }

    private Optional<Acquaintance> elsewhere(
            PlatformId platform, List<Identifier> said, IdentifierKind kind, Set<PlatformId> platforms) {
        Map<LearnerId, Acquaintance> met = new LinkedHashMap<>();
        Recognition.usable(said).stream()
                .filter(identifier -> identifier.kind() == kind)
                .forEach(identifier -> platforms.stream()
                        .filter(other -> !other.equals(platform))
                        .flatMap(other -> learners.meet(other, identifier).stream())
                        .forEach(who -> met.putIfAbsent(who.person(), who)));
        return met.size() == 1
                ? met.values().stream()
                        .filter(who -> !isReused(List.of(who.id(), who.person())))
                        .filter(who -> !isSomebodyElseHere(platform, said, who))
                        .findFirst()
                : Optional.empty();
    }

    /** Whoever has an account here of which the rest of what was said is not true is not meant. */
    private boolean isSomebodyElseHere(PlatformId platform, List<Identifier> said, Acquaintance who) {
        List<Identifier> here =
                learners.identifiers(platform, List.of(who.person())).getOrDefault(who.person(), List.of());
        return Recognition.differsForEver(said, new Acquaintance(who.id(), who.person(), null, null, Set.copyOf(here)));
    }

    void check(InstitutionId institution, Identifier identifier) {
        jdbc.sql("insert into trusted_check (institution, id, kind, identifier) values (?, ?, ?, ?)")
                .params(institution.value(), Ids.next(), identifier.kind().code(), identifier.value())
                .update();
    }

    /** Takes some checks off, in the caller's transaction. */
    List<Check> claim(InstitutionId institution, int most) {
        List<Check> checks = jdbc.sql("select id, kind, identifier from trusted_check where institution = ?"
                        + " order by id limit ? for update skip locked")
                .params(institution.value(), most)
                .query((row, number) -> new Check(
                        row.getObject(1, UUID.class),
                        new Identifier(IdentifierKind.of(row.getString(2)), row.getString(3))))
                .list();
        checks.forEach(check -> jdbc.sql("delete from trusted_check where institution = ? and id = ?")
                .params(institution.value(), check.id())
                .update());
        return checks;
    }

    Optional<Sweep> sweep(InstitutionId institution) {
        return jdbc
                .sql("select kind, platform, swept_to from trusted_id where institution = ?"
                        + " and swept_to is not null order by kind, platform limit 1 for update skip locked")
                .params(institution.value())
                .query((row, number) -> new Sweep(
                        IdentifierKind.of(row.getString(1)),
                        new PlatformId(institution, row.getObject(2, UUID.class)),
                        String.valueOf(row.getString(3))))
                .list()
                .stream()
                .findFirst();
    }

    /** The next ids of the sweep, in order. */
    List<Identifier> next(Sweep sweep, int most) {
        return jdbc.sql("select identifier from learner_identifier where institution = ? and platform = ?"
                        + " and kind = ? and identifier > ? order by identifier limit ?")
                .params(
                        sweep.platform().institution().value(),
                        sweep.platform().value(),
                        sweep.kind().code(),
                        sweep.sweptTo(),
                        most)
                .query((row, number) -> new Identifier(sweep.kind(), row.getString(1)))
                .list();
    }

    /** Notes how far the sweep came; null for its end. */
    void swept(Sweep sweep, @Nullable String to) {
        jdbc.sql("update trusted_id set swept_to = ? where institution = ? and kind = ? and platform = ?")
                .param(to)
                .param(sweep.platform().institution().value())
                .param(sweep.kind().code())
                .param(sweep.platform().value())
                .update();
    }

    Set<String> values(Collection<LearnerId> accounts, IdentifierKind kind, Set<PlatformId> platforms) {
        Set<String> values = new LinkedHashSet<>();
        for (LearnerId account : accounts) {
            jdbc.sql("select platform, identifier from learner_identifier where institution = ? and learner = ?"
                            + " and kind = ?")
                    .params(account.institution().value(), account.value(), kind.code())
                    .query(row -> {
                        if (platforms.contains(new PlatformId(account.institution(), row.getObject(1, UUID.class)))) {
                            values.add(row.getString(2));
                        }
                    });
        }
        return values;
    }

    /** Says whether somebody parted any of these from any of those. */
    boolean wereParted(Collection<LearnerId> ones, Collection<LearnerId> others) {
        List<UUID> these = ones.stream().map(LearnerId::value).toList();
        List<UUID> those = others.stream().map(LearnerId::value).toList();
        List<UUID> all = new ArrayList<>(these);
        all.addAll(those);
        return all.stream()
                .anyMatch(account -> jdbc
                        .sql("select account, person from person_link where institution = ? and account = ?"
                                + " and undone_at is not null")
                        .params(ones.iterator().next().institution().value(), account)
                        .query((row, number) -> List.of(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                        .list()
                        .stream()
                        .anyMatch(pair -> (these.contains(pair.get(0)) && those.contains(pair.get(1)))
                                || (those.contains(pair.get(0)) && these.contains(pair.get(1)))));
    }

    void contradict(LearnerId one, LearnerId other, Identifier identifier, TrustedIds.Why why, Instant now) {
        jdbc.sql("insert into link_contradiction (institution, one, other, kind, identifier, why, found_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        one.institution().value(),
                        one.value(),
                        other.value(),
                        identifier.kind().code(),
                        identifier.value(),
                        why.name().toLowerCase(Locale.ROOT),
                        now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes it in the place of whatever else is known to speak against their being one. */
    void reused(LearnerId holder, LearnerId other, Identifier identifier, Instant now) {
        jdbc.sql("delete from link_contradiction where institution = ? and one = ? and other = ?")
                .params(holder.institution().value(), holder.value(), other.value())
                .update();
        contradict(holder, other, identifier, TrustedIds.Why.REUSED, now);
    }

    /** Whether an id of one of these accounts is said of somebody else as well. */
    boolean isReused(Collection<LearnerId> accounts) {
        return accounts.stream()
                .anyMatch(account -> jdbc
                        .sql("select c.other from link_contradiction c"
                                + " left join learner l on l.institution = c.institution and l.id = c.other"
                                + " where c.institution = ? and c.one = ? and c.why = 'reused' and l.id is not null")
                        .params(account.institution().value(), account.value())
                        .query((row, number) -> new LearnerId(account.institution(), row.getObject(1, UUID.class)))
                        .list()
                        .stream()
                        .anyMatch(other -> !accounts.contains(other)));
    }

    /** Settles that one of these accounts has this id now, if their platform says so; false where it does not. */
    boolean settleReuse(Identifier identifier, Collection<LearnerId> accounts) {
        InstitutionId institution = accounts.iterator().next().institution();
        String reuses = " from link_contradiction where institution = ? and kind = ? and identifier = ?"
                + " and why = 'reused'";
        List<Object> which = List.of(institution.value(), identifier.kind().code(), identifier.value());
        boolean theirs = jdbc
                .sql("select other" + reuses)
                .params(which)
                .query((row, number) -> new LearnerId(institution, row.getObject(1, UUID.class)))
                .list()
                .stream()
                .anyMatch(accounts::contains);
        if (theirs) {
            jdbc.sql("delete" + reuses).params(which).update();
        }
        return theirs;
    }

    List<TrustedIds.Contradiction> contradictions(InstitutionId institution, int most) {
        return jdbc
                .sql("select c.* from link_contradiction c"
                        + " left join learner a on a.institution = c.institution and a.id = c.one"
                        + " left join learner b on b.institution = c.institution and b.id = c.other"
                        + " where c.institution = ? and coalesce(a.merged_into, c.one) <> coalesce(b.merged_into, c.other)"
                        + " order by c.found_at desc limit ?")
                .params(institution.value(), most)
                .query((row, number) -> new TrustedIds.Contradiction(
                        new LearnerId(institution, row.getObject("one", UUID.class)),
                        new LearnerId(institution, row.getObject("other", UUID.class)),
                        new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier")),
                        TrustedIds.Why.valueOf(row.getString("why").toUpperCase(Locale.ROOT)),
                        row.getObject("found_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toList());
    }
}
