package org.cairn.award;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Awards that gave way to another of the same badge, and stand as long as both they and that other do. */
@Component
class JdbcAwardsBeside {

    private static final String SELECT =
            "select beside.institution, beside.learner, beside.badge, beside.id, beside.version, beside.state,"
                    + " beside.earned_at, beside.decided_at, beside.evidence, beside.reason, kept.state as kept_state,"
                    + " kept.reason as kept_reason from unnest(cast(? as uuid array)) as asked(wanted)"
                    + " left join award_beside beside on beside.institution = ? and %s = asked.wanted"
                    + " left join award kept on kept.institution = beside.institution and kept.learner = beside.learner"
                    + " and kept.badge = beside.badge where beside.id is not null order by beside.earned_at, beside.id";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcAwardsBeside(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Keeps one that gave way, of the account whose it was; it is that person's now. */
    void add(Award award, LearnerId person) {
        template.update(
                """
                insert into award_beside
                    (institution, id, learner, account, badge, version, state, earned_at, decided_at, evidence, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                person.institution().value(),
                award.id(),
                person.value(),
                award.learner().value(),
                award.badge(),
                award.version(),
                award.state().name(),
                award.earnedAt().atOffset(ZoneOffset.UTC),
                award.decidedAt().atOffset(ZoneOffset.UTC),
                String.join("\n", award.evidence()),
                award.reason());
    }

    void move(LearnerId from, LearnerId into) {
        jdbc.sql("update award_beside set learner = ? where institution = ? and learner = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
    }

    /** What was the account's goes with it. */
    void part(LearnerId account) {
        jdbc.sql("update award_beside set learner = account where institution = ? and account = ?")
                .params(account.institution().value(), account.value())
                .update();
    }

    /** These are awards in their own right again. */
    void remove(InstitutionId institution, Collection<UUID> awards) {
        template.batchUpdate(
                "delete from award_beside where institution = ? and id = ?",
                awards.stream()
                        .map(award -> new Object[] {institution.value(), award})
                        .toList());
    }

    void forget(LearnerId account) {
        jdbc.sql("delete from award_beside where institution = ? and (learner = ? or account = ?)")
                .params(account.institution().value(), account.value(), account.value())
                .update();
    }

    List<Award> find(InstitutionId institution, Collection<UUID> ids) {
        return select("beside.id", institution, ids);
    }

    List<Award> of(InstitutionId institution, Collection<LearnerId> people) {
        return select(
                "beside.learner",
                institution,
                people.stream().map(LearnerId::value).distinct().toList());
    }

    private List<Award> select(String by, InstitutionId institution, Collection<UUID> wanted) {
        return jdbc.sql(SELECT.formatted(by))
                .param(new SqlArrayValue("uuid", wanted.toArray()))
                .param(institution.value())
                .query((row, number) -> read(row))
                .list();
    }

    private static Award read(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        Award.State own = Award.State.valueOf(row.getString("state"));
        String state = row.getString("kept_state");
        Award.State kept = state == null ? Award.State.REVOKED : Award.State.valueOf(state);
        boolean asKept = kept.compareTo(own) > 0;
        @Nullable String reason = row.getString(asKept ? "kept_reason" : "reason");
        String evidence = row.getString("evidence");
        return new Award(
                row.getObject("id", UUID.class),
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                row.getString("badge"),
                row.getInt("version"),
                asKept ? kept : own,
                row.getObject("earned_at", OffsetDateTime.class).toInstant(),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                evidence.isEmpty() ? List.of() : List.of(evidence.split("\n")),
                reason);
    }
}
