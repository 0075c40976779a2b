package org.cairn.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.evidence.TestEvidence.NOON;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cairn.TestDatabase;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JdbcEvidenceLogTests {

    private final TestDatabase.Fresh database;
    private final EvidenceLog log;
    private final LookAgain lookAgain;
    private final InstitutionId institution = TestEvidence.institution();
    private final PlatformId platform = TestEvidence.platform(institution);
    private final LearnerId ada = TestEvidence.learner(institution);
    private final LearnerId blaise = TestEvidence.learner(institution);

    JdbcEvidenceLogTests(TestDatabase kind) {
        database = kind.fresh();
        TestEvidence.Storage storage = TestEvidence.on(database);
        log = storage.log();
        lookAgain = storage.lookAgain();
    }

    private void append(Evidence... evidence) {
        database.transactions().executeWithoutResult(status -> log.append(List.of(evidence)));
    }

    private java.util.Set<LearnerId> claim(int most) {
        return database.transactions().execute(status -> lookAgain.claim(institution, most));
    }

    @Test
    void everyKindOfObservationComesBackAsItWent() {
        Activity activity = new Activity(platform, null, "outcome:77");
        List<Observation> all = List.of(
                new Observation.Score(activity, new BigDecimal("3.333333333333"), new BigDecimal("5")),
                new Observation.Score(activity, null, new BigDecimal("100")),
                new Observation.Completion(activity, new BigDecimal("0.5")),
                new Observation.Hidden(new Observation.Score(activity, new BigDecimal("4"), new BigDecimal("5"))),
                new Observation.Hidden(new Observation.Score(activity, null, new BigDecimal("5"))),
                new Observation.Hidden(new Observation.Completion(activity, BigDecimal.ONE)),
                new Observation.Shown(activity),
                new Observation.Override(activity, new BigDecimal("90"), new BigDecimal("100")),
                new Observation.Override(activity, null, new BigDecimal("100")),
                new Observation.Attestation("pbl", "mentor", "instructor", blaise, "Grüße ☃", true),
                new Observation.Attestation("pbl", "mentor", "instructor", blaise, null, false),
                new Observation.BadgeHeld("pbl", new BigDecimal("1.5"), true),
                new Observation.BadgeHeld("pbl", new BigDecimal("100"), false));
        List<Evidence> evidence = IntStream.range(0, all.size())
                .mapToObj(i ->
                        new Evidence(ada, "key%02d".formatted(i), all.get(i), NOON, NOON.plusSeconds(1), "feed:Test"))
                .toList();

        append(evidence.toArray(Evidence[]::new));

        assertThat(log.of(ada)).isEqualTo(evidence);
    }

    @Test
    void hearingTheSameAgainAddsNothingAndMarksNobody() {
        Evidence evidence = TestEvidence.score(ada, platform, "one", "85", NOON);
        append(evidence);
        assertThat(claim(10)).containsExactly(ada);

        append(evidence, TestEvidence.score(ada, platform, "one", "12", NOON.plusSeconds(9)));

        assertThat(log.of(ada)).containsExactly(evidence);
        assertThat(lookAgain.waiting(institution)).isZero();
    }

    @Test
    void manyLearnersAreReadAtOnceAndStrangersHaveNothing() {
        append(
                TestEvidence.score(ada, platform, "two", "90", NOON.plusSeconds(5)),
                TestEvidence.score(ada, platform, "one", "80", NOON));
        LearnerId elsewhere = TestEvidence.learner(TestEvidence.institution());

        assertThat(log.of(institution, List.of(ada, blaise, elsewhere)))
                .hasSize(2)
                .containsEntry(blaise, List.of())
                .hasEntrySatisfying(
                        ada,
                        evidence ->
                                assertThat(evidence).extracting(Evidence::key).containsExactly("one", "two"));
    }

    @Test
    void theSameEvidenceFromManyThreadsIsThereOnce() throws Exception {
        List<Evidence> evidence = IntStream.range(0, 50)
                .mapToObj(i -> TestEvidence.score(i % 2 == 0 ? ada : blaise, platform, "key" + i, "85", NOON))
                .toList();
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<Evidence> shuffled = new ArrayList<>(evidence);
                Collections.shuffle(shuffled, new java.util.Random(i));
                all.add(pool.submit(() -> append(shuffled.toArray(Evidence[]::new))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(log.of(ada)).hasSize(25);
        assertThat(log.of(blaise)).hasSize(25);
    }

    @Test
    void whatIsRolledBackWasNeverThereAndNobodyIsTold() {
        AtomicInteger told = new AtomicInteger();
        lookAgain.onMarked(told::incrementAndGet);

        database.transactions().executeWithoutResult(status -> {
            log.append(List.of(TestEvidence.score(ada, platform, "one", "85", NOON)));
            status.setRollbackOnly();
        });

        assertThat(log.of(ada)).isEmpty();
        assertThat(lookAgain.waiting(institution)).isZero();
        assertThat(told).hasValue(0);
    }

    @Test
    void listenersAreToldOncePerTransactionAfterItsCommit() {
        AtomicInteger told = new AtomicInteger();
        lookAgain.onMarked(told::incrementAndGet);

        database.transactions().executeWithoutResult(status -> {
            log.append(List.of(TestEvidence.score(ada, platform, "one", "85", NOON)));
            log.append(List.of(TestEvidence.score(blaise, platform, "one", "85", NOON)));
            assertThat(told).hasValue(0);
        });

        assertThat(told).hasValue(1);
    }

    @Test
    void aHundredMarksOfOneLearnerCostOneLook() {
        for (int i = 0; i < 100; i++) {
            append(TestEvidence.score(ada, platform, "key" + i, "85", NOON));
        }

        assertThat(claim(3)).containsExactly(ada);
        assertThat(lookAgain.waiting(institution)).isZero();
    }

    @Test
    void aClaimThatRollsBackLeavesTheMarks() {
        append(TestEvidence.score(ada, platform, "one", "85", NOON));

        database.transactions().executeWithoutResult(status -> {
            assertThat(lookAgain.claim(institution, 10)).containsExactly(ada);
            status.setRollbackOnly();
        });

        assertThat(claim(10)).containsExactly(ada);
    }

    @Test
    void whileOneWorkerHoldsAMarkAnotherSkipsItAndMarksSetMeanwhileStandOn() throws Exception {
        append(TestEvidence.score(ada, platform, "one", "85", NOON));
        try (var other = Executors.newSingleThreadExecutor()) {
            database.transactions().executeWithoutResult(status -> {
                assertThat(lookAgain.claim(institution, 10)).containsExactly(ada);
                try {
                    assertThat(other.submit(() -> claim(10)).get()).isEmpty();
                    other.submit(() -> append(TestEvidence.score(ada, platform, "two", "95", NOON.plusSeconds(1))))
                            .get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        assertThat(claim(10)).containsExactly(ada);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void everyoneWithEvidenceInTheInstitutionIsMarked() {
        append(
                TestEvidence.score(ada, platform, "one", "85", NOON),
                TestEvidence.score(blaise, platform, "one", "85", NOON));
        InstitutionId other = TestEvidence.institution();
        append(TestEvidence.score(TestEvidence.learner(other), TestEvidence.platform(other), "one", "85", NOON));
        claim(10);
        database.transactions().executeWithoutResult(status -> lookAgain.claim(other, 10));

        database.transactions().executeWithoutResult(status -> lookAgain.atEveryone(institution));

        assertThat(claim(10)).containsExactlyInAnyOrder(ada, blaise);
        assertThat(lookAgain.waiting(other)).isZero();
    }

    @Test
    void twoLearnersWhoAreOnePersonHaveOneRecord() {
        Evidence shared = TestEvidence.score(blaise, platform, "both", "70", NOON);
        append(
                TestEvidence.score(ada, platform, "both", "70", NOON),
                shared,
                TestEvidence.score(ada, platform, "only ada", "85", NOON));
        claim(10);

        merge(ada, blaise);

        assertThat(log.of(ada)).isEmpty();
        assertThat(log.of(blaise)).extracting(Evidence::key).containsExactlyInAnyOrder("both", "only ada");
        assertThat(claim(10)).containsExactly(blaise);
    }

    @Test
    void evidenceThatStillArrivesUnderAnOldNameIsBroughtOverByTheNextLook() {
        LearnerId third = TestEvidence.learner(institution);
        merge(ada, blaise);
        merge(blaise, third);
        claim(10);

        append(TestEvidence.score(ada, platform, "late", "85", NOON));

        assertThat(claim(10)).containsExactly(third);
        assertThat(log.of(ada)).isEmpty();
        assertThat(log.of(third)).extracting(Evidence::key).containsExactly("late");
    }

    private void merge(LearnerId from, LearnerId into) {
        JdbcMoves moves = new JdbcMoves(new org.springframework.jdbc.core.JdbcTemplate(database.dataSource()));
        database.transactions()
                .executeWithoutResult(
                        status -> new OnePerson(moves, lookAgain).on(new org.cairn.people.LearnersMerged(from, into)));
    }

    @Test
    void whatWasWithdrawnIsLeftOutWheneverItCame() {
        Activity activity = new Activity(platform, "1", "cm:1");
        String key = "00000000000-0123456789abcdef0123456789abcdef";
        String other = "00000000000-ffffffffffffffffffffffffffffffff";
        Observation done = new Observation.Completion(activity, BigDecimal.ONE);
        append(new Evidence(ada, key + ":0", done, NOON, NOON, "feed:x"));
        claim(10);

        database.transactions().executeWithoutResult(status -> {
            log.withdraw(institution, key, List.of(ada));
            log.withdraw(institution, key, List.of());
            log.withdraw(institution, other, List.of());
        });

        assertThat(claim(10)).containsExactly(ada);
        assertThat(log.of(ada)).isEmpty();
        append(
                new Evidence(ada, other + ":1", done, NOON, NOON, "feed:x"),
                new Evidence(ada, "award:x", done, NOON, NOON, "award"));
        assertThat(log.of(ada)).extracting(Evidence::key).containsExactly("award:x");
        assertThat(log.withdrawn(institution, List.of(key, "unknown"))).containsExactly(key);
        assertThat(log.withdrawn(TestEvidence.institution(), List.of(key))).isEmpty();
    }
}
