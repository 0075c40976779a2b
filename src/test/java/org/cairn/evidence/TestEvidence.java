package org.cairn.evidence;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.cairn.TestDatabase;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;

/** Evidence, and the log on a fresh database, for the tests of every room. */
public final class TestEvidence {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");

    private static final Clock CLOCK = Clock.systemUTC();

    private TestEvidence() {}

    /** The storage of this room on one database. */
    public record Storage(EvidenceLog log, LookAgain lookAgain, KnownActivities activities) {}

    public static Storage on(TestDatabase.Fresh database) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        LookAgain lookAgain = new JdbcLookAgain(template, new JdbcMoves(template), CLOCK);
        return new Storage(new JdbcEvidenceLog(template, lookAgain), lookAgain, new JdbcKnownActivities(template));
    }

    public static Retraction retraction(TestDatabase.Fresh database) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        return new JdbcRetraction(template, new JdbcLookAgain(template, new JdbcMoves(template), CLOCK));
    }

    /** What makes one history of two, and two of one again, within the caller's transaction. */
    public static Reattribution hearing(TestDatabase.Fresh database, Object event) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        OnePerson onePerson =
                new OnePerson(new JdbcMoves(template), new JdbcLookAgain(template, new JdbcMoves(template), CLOCK));
        switch (event) {
            case LearnersMerged merged -> onePerson.on(merged);
            case LearnersParted parted -> onePerson.on(parted);
            case LearnerErased erased -> onePerson.on(erased);
            default -> {}
        }
        return onePerson;
    }

    public static InstitutionId institution() {
        return new InstitutionId(UUID.randomUUID());
    }

    public static PlatformId platform(InstitutionId institution) {
        return new PlatformId(institution, UUID.randomUUID());
    }

    public static LearnerId learner(InstitutionId institution) {
        return new LearnerId(institution, UUID.randomUUID());
    }

    public static Evidence score(LearnerId learner, PlatformId platform, String key, String points, Instant at) {
        return new Evidence(
                learner,
                key,
                new Observation.Score(
                        new Activity(platform, "565", "assignment:355"), new BigDecimal(points), new BigDecimal("100")),
                at,
                at,
                "feed:Test");
    }
}
