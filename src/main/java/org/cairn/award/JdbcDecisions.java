package org.cairn.award;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Keeps the decisions in one table. */
@Component
class JdbcDecisions {

    /** Everyone writes in the same order, so that two writers of the same rows wait for each other and never cross. */
    static final Comparator<Decision> ORDER = Comparator.comparing(
                    (Decision decision) -> decision.award().learner().value())
            .thenComparing(decision -> decision.award().badge());

    private static final String COLUMNS =
            "select institution, learner, badge, id, version, state, earned_at, decided_at,"
                    + " evidence, reason, grace_until, revision, changed_at";

    private static final String SELECT = COLUMNS + " from award";

    // a list is joined: for an IN behind the institution H2 reads all awards of the institution; and outer joins it
    // leaves in their order
    private static final String SELECT_ASKED =
            COLUMNS + " from unnest(cast(? as uuid array)) as asked(wanted) left join award on institution = ? and ";

    private static final NewRows ROWS = NewRows.of(
            "award",
            "institution uuid",
            "learner uuid",
            "badge",
            "id uuid",
            "version integer",
            "state",
            "earned_at timestamp(6) with time zone",
            "decided_at timestamp(6) with time zone",
            "evidence",
            "reason",
            "grace_until timestamp(6) with time zone",
            "revision integer",
            "changed_at timestamp(6) with time zone");

    private static final String UPDATE = "update award set version = ?, state = ?, earned_at = ?, decided_at = ?,"
            + " evidence = ?, reason = ?, grace_until = ?, revision = ?, changed_at = ?"
            + " where institution = ? and learner = ? and badge = ? and revision = ?";

    private static final int SLICE = 500;

    private final JdbcTemplate template;
    private final Dialect dialect;
    private final JdbcClient jdbc;

    JdbcDecisions(JdbcTemplate template) {
        this.template = template;
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
        this.jdbc = JdbcClient.create(template);
    }

    Map<LearnerId, Map<String, Decision>> of(InstitutionId institution, Collection<LearnerId> learners) {
        Map<LearnerId, Map<String, Decision>> found = new HashMap<>();
        List<UUID> ids = learners.stream()
                .filter(learner -> learner.institution().equals(institution))
                .map(LearnerId::value)
                .distinct()
                .toList();
        for (int from = 0; from < ids.size(); from += SLICE) {
            jdbc.sql(SELECT_ASKED + "learner = asked.wanted where learner is not null order by earned_at, badge")
                    .param(new SqlArrayValue(
                            "uuid",
                            ids.subList(from, Math.min(from + SLICE, ids.size()))
                                    .toArray()))
                    .param(institution.value())
                    .query((row, number) -> read(row))
                    .list()
                    .forEach(decision -> found.computeIfAbsent(decision.award().learner(), id -> new LinkedHashMap<>())
                            .put(decision.award().badge(), decision));
        }
        return found;
    }

    Optional<Decision> find(InstitutionId institution, UUID id) {
        return byIds(institution, List.of(id)).stream().findFirst();
    }

    List<Decision> byIds(InstitutionId institution, Collection<UUID> ids) {
        return jdbc.sql(SELECT_ASKED + "id = asked.wanted where id is not null order by earned_at, badge")
                .param(new SqlArrayValue("uuid", ids.toArray()))
                .param(institution.value())
                .query((row, number) -> read(row))
                .list();
    }

    List<Decision> find(InstitutionId institution, @Nullable String badge, @Nullable LearnerId learner) {
        Map<String, Object> params = new HashMap<>(Map.of("institution", institution.value()));
        StringBuilder where = new StringBuilder(" where institution = :institution");
        if (badge != null) {
            where.append(" and badge = :badge");
            params.put("badge", badge);
        }
        if (learner != null) {
            where.append(" and learner = :learner");
            params.put("learner", learner.value());
        }
        return jdbc.sql(SELECT + where + " order by earned_at, badge, learner")
                .params(params)
                .query((row, number) -> read(row))
                .list();
    }

    List<LearnerId> whoseGraceIsOver(InstitutionId institution, Instant now, int most) {
        return jdbc.sql("select distinct learner from award where institution = ? and grace_until <= ? limit ?")
                .params(institution.value(), utc(now), most)
                .query((row, number) -> new LearnerId(institution, row.getObject(1, UUID.class)))
                .list();
    }

    /** Stores first decisions; returns those that were really new, because another node may have been faster. */
    List<Decision> insert(List<Decision> decisions) {
        List<Decision> sorted = decisions.stream().sorted(ORDER).toList();
        int[] counts = template.batchUpdate(
                ROWS.statement(dialect),
                ROWS.parameters(dialect, sorted.stream().map(JdbcDecisions::row).toList()));
        if (IntStream.of(counts).sum() == sorted.size()) {
            return sorted;
        }
        return dialect.writesManyAtOnce()
                ? stored(sorted)
                : IntStream.range(0, counts.length)
                        .filter(i -> counts[i] != 0)
                        .mapToObj(sorted::get)
                        .toList();
    }

    /** Those of these that are there: an award's id is made anew with each first decision. */
    private List<Decision> stored(List<Decision> decisions) {
        InstitutionId institution = decisions.getFirst().award().learner().institution();
        Set<UUID> ids = byIds(
                        institution,
                        decisions.stream()
                                .map(decision -> decision.award().id())
                                .toList())
                .stream()
                .map(decision -> decision.award().id())
                .collect(Collectors.toSet());
        return decisions.stream()
                .filter(decision -> ids.contains(decision.award().id()))
                .toList();
    }

    /**
     * Stores the next revisions.
     *
     * @throws OptimisticLockingFailureException when another node changed one of them meanwhile
     */
    void update(List<Decision> decisions) {
        List<Decision> sorted = decisions.stream().sorted(ORDER).toList();
        int[] counts = template.batchUpdate(
                UPDATE, sorted.stream().map(JdbcDecisions::changes).toList());
        for (int count : counts) {
            if (count == 0) {
                throw new OptimisticLockingFailureException("An award was changed by another node meanwhile");
            }
        }
    }

    void delete(Decision decision) {
        jdbc.sql("delete from award where institution = ? and learner = ? and badge = ?")
                .params(key(decision.award()))
                .update();
    }

    void forget(LearnerId learner) {
        jdbc.sql("delete from award_to_prove where institution = ? and award in"
                        + " (select id from award where institution = ? and learner = ?)")
                .params(learner.institution().value(), learner.institution().value(), learner.value())
                .update();
        jdbc.sql("delete from award where institution = ? and learner = ?")
                .params(learner.institution().value(), learner.value())
                .update();
    }

    private static List<Object> key(Award award) {
        return List.of(award.learner().institution().value(), award.learner().value(), award.badge());
    }

    private static @Nullable Object[] row(Decision decision) {
        Award award = decision.award();
        return new @Nullable Object[] {
            award.learner().institution().value(),
            award.learner().value(),
            award.badge(),
            award.id(),
            award.version(),
            award.state().name(),
            utc(award.earnedAt()),
            utc(award.decidedAt()),
            String.join("\n", award.evidence()),
            award.reason(),
            grace(decision),
            decision.revision(),
            utc(decision.changedAt())
        };
    }

    private static @Nullable Object[] changes(Decision decision) {
        Award award = decision.award();
        return new @Nullable Object[] {
            award.version(),
            award.state().name(),
            utc(award.earnedAt()),
            utc(award.decidedAt()),
            String.join("\n", award.evidence()),
            award.reason(),
            grace(decision),
            decision.revision(),
            utc(decision.changedAt()),
            award.learner().institution().value(),
            award.learner().value(),
            award.badge(),
            decision.revision() - 1
        };
    }

    static Decision read(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        String evidence = row.getString("evidence");
        OffsetDateTime grace = row.getObject("grace_until", OffsetDateTime.class);
        Award award = new Award(
                row.getObject("id", UUID.class),
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                row.getString("badge"),
                row.getInt("version"),
                Award.State.valueOf(row.getString("state")),
                instant(row, "earned_at"),
                instant(row, "decided_at"),
                evidence.isEmpty() ? List.of() : List.of(evidence.split("\n")),
                row.getString("reason"));
        return new Decision(
                award, grace == null ? null : grace.toInstant(), row.getInt("revision"), instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime grace(Decision decision) {
        Instant until = decision.graceUntil();
        return until == null ? null : utc(until);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
