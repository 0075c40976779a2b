package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.Case;
import org.cairn.MortalTransactions.Killed;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills whoever signs an award at each of the commits, and lets the next round go on. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KilledSignerTests {

    private static final int MOST_COMMITS = 20;

    private final TestHouse house;
    private final Proving proving;

    KilledSignerTests(TestDatabase kind) {
        house = new TestHouse(kind);
        // the rounds are ours
        house.get(ProvingLane.class).stop();
        proving = house.get(Proving.class);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Case("F2")
    void killedBeforeACommitAnAwardGetsOneCredential() {
        // the reservation, the issuer's key, and the document with the claim
        assertThat(kills(false)).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Case("F2")
    void killedAfterACommitAnAwardGetsOneCredential() {
        assertThat(kills(true)).isGreaterThanOrEqualTo(2);
    }

    /** One award for each commit, until there is none left to be killed at; answers how often it was. */
    private int kills(boolean taken) {
        for (int commit = 1; commit < MOST_COMMITS; commit++) {
            Award award = house.award(house.learner(null));
            house.unproven.add(award);
            house.mortal.dieAt(commit, taken);
            boolean killed = killed();
            house.mortal.revive();
            proving.prove(house.institution, 10);
            check(award, commit);
            if (!killed) {
                return commit - 1;
            }
        }
        throw new AssertionError("there is no end of commits");
    }

    private boolean killed() {
        try {
            proving.prove(house.institution, 10);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private void check(Award award, int awards) {
        String when = "killed at commit %d".formatted(awards);
        assertThat(house.unproven).as(when).isEmpty();
        assertThat(count("select count(*) from credential")).as(when).isEqualTo(awards);
        assertThat(count("select count(*) from credential where document is not null"))
                .as(when)
                .isEqualTo(awards);
        assertThat(count("select count(distinct status_index) from credential"))
                .as(when)
                .isEqualTo(awards);
        assertThat(count("select sum(taken) from status_list"))
                .as("no status entry is lost, %s", when)
                .isEqualTo(awards);
        assertThat(count("select count(*) from issuer_key")).as(when).isEqualTo(1);
        Credential credential = house.credential(award);
        String document = house.credentials().json(credential);
        proving.prove(house.institution, 10);
        assertThat(house.credentials().json(credential)).as(when).isEqualTo(document);
        List<Credentials.Check> checks = house.credentials().verify(credential);
        assertThat(checks).as(when).allMatch(Credentials.Check::passed);
    }

    private long count(String sql) {
        return house.database.jdbc().sql(sql).query(Long.class).single();
    }
}
