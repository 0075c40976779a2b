package org.cairn.award;

import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.Gradebook;
import org.cairn.lti.TestGradebook;
import org.cairn.pathway.Pathways;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;

/** One node's awards on a test database, without starting the application: looks happen when a test says so. */
public final class TestAwards {

    private final Looks looks;
    private final MergedAwards merged;
    private final PartedAwards parted;
    private final Awards awards;
    private final TestDatabase.Fresh database;

    private TestAwards(TestPathway house, Pathways pathways, EvidenceLog log, Gradebook gradebook) {
        database = house.database();
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        JdbcDecisions decisions = new JdbcDecisions(template);
        JdbcAwardsBeside besides = new JdbcAwardsBeside(template);
        JdbcProofQueue queue = new JdbcProofQueue(template, besides);
        JdbcFailedLooks failures = new JdbcFailedLooks(template);
        Changes changes = new Changes();
        looks = new Looks(
                house.evidence().lookAgain(),
                log,
                pathways,
                decisions,
                queue,
                failures,
                changes,
                new ProgressReports(
                        gradebook, house.lti().courses(), house.evidence().lookAgain()),
                database.transactions(),
                house.clock());
        merged = new MergedAwards(
                decisions,
                new JdbcBeforeLinks(template),
                besides,
                queue,
                failures,
                log,
                house.evidence().lookAgain(),
                pathways,
                changes,
                house.clock());
        parted = new PartedAwards(
                decisions,
                new JdbcBeforeLinks(template),
                besides,
                queue,
                log,
                TestEvidence.hearing(database, ""),
                house.evidence().lookAgain(),
                pathways,
                changes,
                house.clock());
        awards = new StoredAwards(
                decisions, besides, queue, failures, changes, house.lti().learners());
    }

    public static TestAwards on(TestPathway house) {
        return on(house, new TestGradebook());
    }

    /** With a gradebook that hears of everybody's progress. */
    public static TestAwards on(TestPathway house, Gradebook gradebook) {
        return new TestAwards(house, house.pathways(), house.evidence().log(), gradebook);
    }

    static TestAwards on(TestPathway house, EvidenceLog log, Gradebook gradebook) {
        return new TestAwards(house, house.pathways(), log, gradebook);
    }

    static TestAwards on(TestPathway house, Pathways pathways, EvidenceLog log) {
        return new TestAwards(house, pathways, log, new TestGradebook());
    }

    static TestPathway house(TestDatabase database, MutableClock clock) {
        return TestPathway.on(database.fresh(), clock);
    }

    /** A worker of this node's own, not yet started. */
    AwardWorker worker(TestPathway house) {
        return new AwardWorker(looks, house.lti().platforms(), house.evidence().lookAgain(), house.clock());
    }

    public Awards awards() {
        return awards;
    }

    /** Looks until nobody is marked any more; answers how many learners were looked at. */
    public int look(InstitutionId institution) {
        int looked = 0;
        for (int some = lookOnce(institution); some > 0; some = lookOnce(institution)) {
            looked += some;
        }
        return looked;
    }

    int lookOnce(InstitutionId institution) {
        return looks.lookAtSome(institution);
    }

    int lookAtOverdue(InstitutionId institution) {
        return looks.lookAtOverdue(institution);
    }

    /** Tells the rooms of evidence and awards, in the caller's transaction and in this order. */
    void hear(Object event) {
        TestEvidence.hearing(database, event);
        switch (event) {
            case LearnersMerged one -> merged.on(one);
            case LearnersParted one -> parted.on(one);
            case LearnerErased one -> merged.on(one);
            default -> {}
        }
    }

    void merge(LearnersMerged event) {
        database.transactions().executeWithoutResult(status -> merged.on(event));
    }

    List<Award> claimUnproven(InstitutionId institution, int most) {
        return database.transactions().execute(status -> awards.claimUnproven(institution, most));
    }
}
