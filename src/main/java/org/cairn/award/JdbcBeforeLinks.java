package org.cairn.award;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What both sides of a link had been awarded when it was made. */
@Component
class JdbcBeforeLinks {

    private static final String AWARD = "badge, id, version, state, earned_at, decided_at, evidence, reason,"
            + " grace_until, revision, changed_at";

    private final JdbcClient jdbc;

    JdbcBeforeLinks(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** Whose it was. */
    enum Side {
        ACCOUNT,
        PERSON
    }

    void remember(LearnerId account, LearnerId person) {
        forget(account);
        remember(account, Side.ACCOUNT, account);
        remember(account, Side.PERSON, person);
    }

    private void remember(LearnerId account, Side side, LearnerId whose) {
        jdbc.sql("insert into award_before_link (institution, account, side, " + AWARD + ") select institution,"
                        + " cast(? as uuid), cast(? as varchar), " + AWARD
                        + " from award where institution = ? and learner = ?")
                .params(account.value(), side.name(), account.institution().value(), whose.value())
                .update();
    }

    /** What one side had when this account was linked. */
    List<Decision> of(LearnerId account, Side side) {
        return jdbc.sql("select institution, account as learner, " + AWARD + " from award_before_link"
                        + " where institution = ? and account = ? and side = ?")
                .params(account.institution().value(), account.value(), side.name())
                .query((row, number) -> JdbcDecisions.read(row))
                .list();
    }

    /** What either side had. */
    List<Decision> of(LearnerId account) {
        List<Decision> both = new ArrayList<>(of(account, Side.PERSON));
        both.addAll(of(account, Side.ACCOUNT));
        return both;
    }

    void forget(LearnerId account) {
        UUID institution = account.institution().value();
        jdbc.sql("delete from award_before_link where institution = ? and account = ?")
                .params(institution, account.value())
                .update();
    }
}
