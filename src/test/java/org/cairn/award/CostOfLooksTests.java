package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.CountedStatements;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.TestEvidence;
import org.cairn.pathway.Binding;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a look asks the database for: by the batch, not by the learner. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CostOfLooksTests {

    private static final int MANY = 50;
    /** All that is asked for a batch in which everybody is awarded for the first time. */
    private static final int MOST_READS = 7;

    private static final int MOST_WRITES = 6;

    private final TestDatabase database;
    private final CountedStatements statements;
    private final World world;

    CostOfLooksTests(TestDatabase database) {
        this.database = database;
        this.statements = CountedStatements.on(database);
        this.world = new World(statements.database());
    }

    private static final class World extends AwardWorld {
        private World(TestDatabase.Fresh database) {
            super(database);
        }
    }

    private static boolean reads(String sql) {
        return sql.startsWith("select");
    }

    /** Looks once at so many who have just earned everything; answers how many statements of that kind it took. */
    private void look(int learners) {
        List<Evidence> all = new ArrayList<>();
        IntStream.range(0, learners)
                .mapToObj(i -> TestEvidence.learner(world.institution))
                .forEach(learner -> all.addAll(world.everything(learner)));
        world.hear(all);
        statements.reset();
        assertThat(world.node.lookOnce(world.institution)).isEqualTo(learners);
    }

    @Test
    void aBatchReadsTheSameHoweverManyItHas() {
        world.house.buffalo(world.canvas, "565");
        world.node.look(world.institution);
        // the catalogue is read when it is new
        look(1);
        look(1);
        long one = statements.count(CostOfLooksTests::reads);
        look(MANY);
        assertThat(statements.count(CostOfLooksTests::reads)).isEqualTo(one).isLessThanOrEqualTo(MOST_READS);
        assertThat(statements.count(sql -> sql.startsWith("delete from look_failed")))
                .isEqualTo(1);
    }

    @Test
    void whatIsDecidedIsWrittenByTheBatchWhereThatIsQuicker() {
        world.house.buffalo(world.canvas, "565");
        world.node.look(world.institution);
        look(MANY);
        long writes = statements.count(sql -> !reads(sql));
        if (database == TestDatabase.POSTGRESQL) {
            assertThat(writes).isLessThanOrEqualTo(MOST_WRITES);
        } else {
            // a row for each award, its evidence and its proof, and each mark goes by itself
            assertThat(writes).isLessThanOrEqualTo(MANY * (4 * 3 + 6) + MOST_WRITES);
        }
    }

    @Test
    void whoWasAwardedIsNotLookedAtAgainForIt() {
        world.house.buffalo(world.canvas, "565");
        world.node.look(world.institution);
        LearnerId ada = TestEvidence.learner(world.institution);
        world.hear(world.everything(ada));
        assertThat(world.node.look(world.institution)).isEqualTo(1);
        assertThat(world.standing(ada)).hasSize(4);
        assertThat(world.house.evidence().lookAgain().waiting(world.institution))
                .isZero();
    }

    @Test
    void theVersionThatAwardsWereMadeByIsReadOnceForAllWhoHaveIt() {
        String badge = "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {score: {of: m, at-least: %s}}\non-regrade: keep";
        world.house.put(world.institution, badge.formatted("80%"));
        world.house
                .pathways()
                .bind(
                        world.institution,
                        new Binding("b", "m", new Activity(world.canvas, "565", "assignment:m"), null));
        world.house.pathways().publish(world.institution, "b");
        List<LearnerId> learners = IntStream.range(0, MANY)
                .mapToObj(i -> TestEvidence.learner(world.institution))
                .toList();
        world.hear(learners.stream()
                .map(learner -> world.score(learner, "m", 85, 1))
                .toList());
        world.node.look(world.institution);
        world.house.put(world.institution, badge.formatted("95%"));
        world.house.pathways().publish(world.institution, "b");
        statements.reset();
        assertThat(world.node.look(world.institution)).isEqualTo(MANY);
        assertThat(statements.count(sql -> sql.contains("badge_version") && sql.contains("badge = ?")))
                .isEqualTo(1);
        learners.forEach(learner -> assertThat(world.only(learner).state()).isEqualTo(Award.State.ISSUED));
    }
}
