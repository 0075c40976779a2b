package org.cairn.lti.grades;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.cairn.Case;
import org.cairn.MortalTransactions;
import org.cairn.MortalTransactions.Killed;
import org.cairn.TestDatabase;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Kills the node that reports and sends a score at each of its commits, and lets another one go on. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KilledSenderTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    /** Longer than a dead node's turn lasts. */
    private static final Duration TURN_OVER = Duration.ofMinutes(10);

    private static final int MOST_COMMITS = 60;

    private final TestDatabase database;

    KilledSenderTests(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource(names = {"CANVAS", "MOODLE"})
    @Case("F2")
    void whereverANodeIsKilledTheScoreArrivesOnce(Family family) {
        GradeWorld world = GradeWorld.ready(database, SERVER, family);
        MortalTransactions mortal =
                new MortalTransactions(world.database.transactions().getTransactionManager());
        GradeWorld.Node doomed = world.node(new TransactionTemplate(mortal));
        int before = kills(world, doomed, mortal, "before", false);
        int after = kills(world, doomed, mortal, "after", true);
        // at least: noting the report, the turn, what is sent, that it was taken, and when to look again
        assertThat(List.of(before, after)).allMatch(kills -> kills >= 5);
        assertThat(world.column().written()).isEqualTo(world.posted().size());
        assertThat(world.given()).as("our own score is nobody else's grade").isEmpty();
    }

    /** One student for each commit, until there is none left to be killed at; answers how often it was. */
    private static int kills(
            GradeWorld world, GradeWorld.Node doomed, MortalTransactions mortal, String side, boolean taken) {
        for (int commit = 1; commit < MOST_COMMITS; commit++) {
            String sub = side + commit;
            LearnerId student = world.student(sub);
            world.clock.advance(TURN_OVER);
            mortal.dieAt(commit, taken);
            boolean killed = killed(world, doomed, student);
            world.results(stands(world));
            world.clock.advance(TURN_OVER);
            // what decides is asked again after a crash, and says the same again
            world.report(student, "40");
            world.serve();
            assertThat(subs(world)).as("killed %s commit %d", side, commit).containsOnlyOnce(sub);
            world.results(stands(world));
            if (!killed) {
                return commit - 1;
            }
        }
        throw new AssertionError("there is no end of commits");
    }

    private static boolean killed(GradeWorld world, GradeWorld.Node doomed, LearnerId student) {
        try {
            world.report(doomed, student, "40");
            doomed.serve(world.platform);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static List<String> subs(GradeWorld world) {
        return world.posted().stream()
                .map(score -> score.path("userId").asString())
                .toList();
    }

    /** The results as the platform has them: all that it got. */
    private static String stands(GradeWorld world) {
        return subs(world).stream()
                .map(sub -> world.result(sub, ",\"resultScore\":40,\"resultMaximum\":100"))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
