package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.ProgressWanted;
import org.cairn.lti.StudentsJoined;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever keeps a percent from being written, the right one stands as soon as it can, and is sent once. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StaleScoresTests {

    private static final Meanwhile MEANWHILE = new Meanwhile();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .dynamicPort()
                    .containerThreads(50)
                    .extensions(MEANWHILE))
            .build();

    private final TestDatabase database;

    StaleScoresTests(TestDatabase database) {
        this.database = database;
    }

    private GradeWorld world(Family family) {
        return GradeWorld.ready(database, SERVER, family);
    }

    private static void stands(GradeWorld world, String sub, String points) {
        world.results(
                "[%s]".formatted(world.result(sub, ",\"resultScore\":%s,\"resultMaximum\":100".formatted(points))));
    }

    private static Score score(GradeWorld world, LearnerId learner) {
        return world.node.scores().find(world.course, GradeWorld.BADGE, learner).orElseThrow();
    }

    @Test
    @Case("F15")
    void whatArrivesLateWithoutAnAnswerIsOursAndTheLatestIsWrittenOverIt() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.scores(aResponse().withFault(Fault.EMPTY_RESPONSE));
        for (String percent : List.of("40", "50", "60")) {
            world.report(ada, percent);
            world.serve();
            world.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(world.percents()).containsExactly("40.0", "50.0", "60.0");
        // only the first was ever done over there
        stands(world, "ada", "40");
        world.scores(aResponse().withStatus(200));
        world.clock.advance(Duration.ofMinutes(1));
        world.serve();
        assertThat(world.column().kept()).as("it is nobody else's grade").isZero();
        assertThat(world.given()).isEmpty();
        assertThat(world.percents()).containsExactly("40.0", "50.0", "60.0", "60.0");
        assertThat(world.column().written()).isEqualTo(1);
        assertThat(score(world, ada).unanswered()).as("known again").isEmpty();
    }

    @Test
    @Case("F23")
    void resultsFromBeforeSomethingWasSentSayNothingAboutIt() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        stands(world, "ada", "40");
        world.report(ada, "60");
        world.clock.advance(Duration.ofMinutes(11));
        boolean[] sent = new boolean[1];
        MEANWHILE.at(GradeWorld.ITEM_PATH + "/results", () -> {
            sent[0] = true;
            world.clock.advance(Duration.ofSeconds(5));
            Score read = score(world, ada);
            Instant stamp = world.clock.instant();
            world.node.scores().sending(read, new BigDecimal("60"), false, stamp);
            world.node.scores().took(read, stamp, stamp);
        });
        world.serve();
        assertThat(sent[0]).isTrue();
        assertThat(world.column().kept()).isZero();
        assertThat(world.given()).isEmpty();
        assertThat(world.percents()).as("the other one was not played").containsExactly("40.0");
    }

    @Test
    @Case("F14")
    void newProgressIsTriedAtOnceHoweverLongTheTryBeforeWouldWait() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        Instant later = world.clock.instant().plus(Duration.ofHours(9));
        world.node.scores().retry(score(world, ada), 14, Trouble.NOT_REACHED, later);
        assertThat(world.serve()).isZero();
        world.report(ada, "60");
        world.serve();
        assertThat(world.percents()).containsExactly("60.0");
        world.scores(aResponse().withStatus(500));
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "70");
        world.serve();
        world.clock.advance(Duration.ofSeconds(1));
        world.serve();
        assertThat(world.percents()).as("once").containsExactly("60.0", "70.0");
    }

    /** Whatever happens over there while it is called, and a moment later. */
    private static void meanwhile(GradeWorld world, String service, Runnable happens) {
        MEANWHILE.at(GradeWorld.ITEM_PATH + service, () -> {
            world.clock.advance(Duration.ofSeconds(2));
            happens.run();
        });
    }

    @ParameterizedTest
    @Case("F14")
    @CsvSource({"MOODLE,500", "CANVAS,422"})
    void progressThatComesWhileATryFailsIsTriedAtOnce(Family family, int status) {
        GradeWorld world = world(family);
        LearnerId ada = world.student("ada");
        world.scores(aResponse().withStatus(status));
        meanwhile(world, "/scores", () -> {
            world.scores(aResponse().withStatus(200));
            world.report(ada, "60");
        });
        world.report(ada, "40");
        world.serve();
        assertThat(world.percents()).containsExactly("40.0", "60.0");
        assertThat(world.column().written()).isEqualTo(1);
        assertThat(world.column().refused()).isEmpty();
    }

    @Test
    @Case("F14")
    void progressThatComesWhileALookFailsIsTriedAtOnce() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "40");
        world.results("<html>");
        meanwhile(world, "/results", () -> {
            world.results("[]");
            world.report(ada, "60");
        });
        world.serve();
        assertThat(world.percents()).containsExactly("60.0");
    }

    @Test
    void whoComesIntoTheCourseWhileATryIsRefusedIsTriedAgain() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.scores(aResponse().withStatus(422).withBody("User not found in course or is not a student"));
        meanwhile(world, "/scores", () -> {
            world.scores(aResponse().withStatus(200));
            world.node.gradebook().on(new StudentsJoined(world.course, Set.of(ada)));
        });
        world.report(ada, "40");
        world.serve();
        assertThat(world.percents()).containsExactly("40.0", "40.0");
        assertThat(world.column().refused()).isEmpty();
    }

    @Test
    void anAccountThatIsLearnedWhileATryFindsNoneIsNotGivenUp() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        Score tried = score(world, ada);
        world.clock.advance(Duration.ofSeconds(1));
        world.node.scores().again(ada, Trouble.NO_ACCOUNT, world.clock.instant());
        world.node.scores().refuse(tried, Trouble.NO_ACCOUNT);
        assertThat(score(world, ada).state()).isEqualTo(Score.State.WAITING);
    }

    @Test
    @Case("F14")
    void aPlatformThatWasAwayForHoursIsUpToDateMinutesAfterItIsBack() {
        GradeWorld world = world(Family.MOODLE);
        world.report(world.student("ada"), "40");
        world.scores(aResponse().withStatus(503));
        for (int minutes = 0; minutes < 300; minutes++) {
            world.serve();
            world.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(world.posted().size()).as("it was not pestered").isBetween(20, 80);
        world.scores(aResponse().withStatus(200));
        for (int minutes = 0; minutes < 11; minutes++) {
            world.serve();
            world.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    @Case("F21")
    void aClockThatWasAheadOnceHoldsNothingBack() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        Instant ahead = world.clock.instant().plus(Duration.ofDays(1));
        Score read = score(world, ada);
        world.node.scores().sending(read, new BigDecimal("40"), false, ahead);
        world.node.scores().took(read, ahead, world.clock.instant());
        stands(world, "ada", "40");
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "60");
        world.serve();
        assertThat(world.percents()).containsExactly("60.0");
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    void whatHappenedWhileAColumnWasSwitchedOffIsAskedForWhenItGoesOn() {
        GradeWorld world = world(Family.MOODLE);
        world.clock.advance(Duration.ofMinutes(1));
        world.node.gradebook().stop(world.course, GradeWorld.BADGE);
        world.events.clear();
        world.keep();
        world.serve();
        assertThat(world.events).contains(ProgressWanted.ofEverybody(world.course));
    }

    @Test
    void whoComesIntoTheCourseIsReportedAndWhatWasRefusedBeforeIsTriedAgain() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.scores(aResponse().withStatus(422).withBody("User not found in course or is not a student"));
        world.serve();
        assertThat(world.column().refused()).isEqualTo(Map.of(Trouble.NOT_A_STUDENT, 1));
        world.scores(aResponse().withStatus(200));
        world.events.clear();
        world.clock.advance(Duration.ofMinutes(1));
        world.node.gradebook().on(new StudentsJoined(world.course, Set.of(ada)));
        world.serve();
        assertThat(world.events).contains(new ProgressWanted(world.course, Set.of(ada)));
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    void whoIsInACourseWithoutAColumnIsNobodysBusiness() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.node.gradebook().stop(world.course, GradeWorld.BADGE);
        world.events.clear();
        world.node.gradebook().on(new StudentsJoined(world.course, Set.of(ada)));
        assertThat(world.events).isEmpty();
    }
}
