package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.GradesGiven.Grade;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReadBackTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final TestDatabase database;

    ReadBackTests(TestDatabase database) {
        this.database = database;
    }

    private GradeWorld world(Family family) {
        return GradeWorld.ready(database, SERVER, family);
    }

    private static void stands(GradeWorld world, String sub, String points, String of) {
        world.results(
                "[%s]".formatted(world.result(sub, ",\"resultScore\":%s,\"resultMaximum\":%s".formatted(points, of))));
    }

    /** As a member of staff comes by a while later. */
    private static void visit(GradeWorld world) {
        world.clock.advance(Duration.ofMinutes(11));
        world.node.launches().take(world.launch(Role.INSTRUCTOR, world.granted(), null));
        world.serve();
    }

    @Test
    void aTeachersGradeStandsIsHeardOnceAndIsNeverWrittenOver() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        stands(world, "ada", "85", "100");
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "60");
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
        assertThat(world.column().kept()).isEqualTo(1);
        visit(world);
        visit(world);
        assertThat(world.given()).hasSize(1);
        Grade grade = world.given().getFirst();
        assertThat(grade.learner()).isEqualTo(ada);
        assertThat(grade.points()).isEqualByComparingTo("85");
        assertThat(grade.possible()).isEqualByComparingTo("100");
        world.node.gradebook().retry(world.course, GradeWorld.BADGE);
        world.report(ada, "100");
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
    }

    @Test
    void whatNoDatabaseCanBeAskedForIsLeftOutAndTheRestIsRead() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        String grade = ",\"resultScore\":7,\"resultMaximum\":10";
        world.results("[%s,%s,%s]"
                .formatted(
                        world.result("a\\u0000b", grade),
                        world.result("a\\ud800b", grade),
                        world.result("ada", grade)));
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "40");
        world.serve();
        assertThat(world.given()).extracting(Grade::learner).containsExactly(ada);
    }

    /** One node took its turn by a clock that was put back since, and is gone. */
    @Test
    @Case("F21")
    void aClockThatIsPutBackLeavesTheTurnToOthers() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        JdbcTurns turns = new JdbcTurns(world.database.jdbc(), world.database.transactions());
        Instant later = world.clock.instant().plus(Duration.ofDays(365));
        UUID gone = UUID.randomUUID();
        assertThat(turns.take(world.platform.id(), gone, later, later.plusSeconds(180), later.plusSeconds(360)))
                .isPresent();
        turns.note(world.platform.id(), 7, later.plusSeconds(30));
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
    }

    @Test
    void aTeachersGradeFromBeforeWeWroteAnythingStandsToo() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        stands(world, "ada", "7", "10");
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "40");
        world.serve();
        assertThat(world.posted()).isEmpty();
        assertThat(world.column().kept()).isEqualTo(1);
        assertThat(world.given()).hasSize(1);
    }

    @Test
    void whoGetsOurOwnBackIsWrittenAgainAndTheirGradeIsTakenBack() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        stands(world, "ada", "85", "100");
        visit(world);
        stands(world, "ada", "80", "100");
        visit(world);
        stands(world, "ada", "85", "100");
        visit(world);
        world.report(ada, "60");
        stands(world, "ada", "40", "100");
        visit(world);
        assertThat(world.given()).extracting(Grade::revision).containsExactly(1, 2, 3, 4);
        assertThat(world.given().getLast().points()).isNull();
        assertThat(world.percents()).containsExactly("40.0", "60.0");
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    void aScoreThatMoodleLeavesOutIsNone() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        world.results("[%s]".formatted(world.result("ada", "")));
        visit(world);
        assertThat(world.column().kept()).isEqualTo(1);
        assertThat(world.given()).hasSize(1);
        assertThat(world.given().getFirst().points()).isEqualByComparingTo("0");
    }

    @Test
    void aGradeThatATeacherClearedOnCanvasIsNotWrittenAgain() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        world.results("[%s]".formatted(world.result("ada", "")));
        visit(world);
        world.report(ada, "60");
        world.serve();
        assertThat(world.column().kept()).isEqualTo(1);
        assertThat(world.given()).isEmpty();
        assertThat(world.percents()).containsExactly("40.0");
    }

    @Test
    void moodlesSilenceAboutAnOverrideIsHeardSoonAfterWriting() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "40");
        world.serve();
        assertThat(world.column().written()).isEqualTo(1);
        stands(world, "ada", "90", "100");
        world.clock.advance(Duration.ofMinutes(2));
        world.serve();
        assertThat(world.column().kept()).isEqualTo(1);
    }

    @Test
    void canvasIsReadPageByPage() {
        GradeWorld world = world(Family.CANVAS);
        world.student("ada");
        LearnerId ben = world.student("ben");
        SERVER.stubFor(get(urlPathEqualTo(GradeWorld.ITEM_PATH + "/results"))
                .willReturn(aResponse()
                        .withHeader("Link", "<%s>; rel=\"next\"".formatted(world.url("/results-2")))
                        .withBody("[]")));
        SERVER.stubFor(get(urlPathEqualTo("/results-2"))
                .willReturn(aResponse()
                        .withBody("[%s]".formatted(world.result("ben", ",\"resultScore\":3,\"resultMaximum\":4")))));
        visit(world);
        assertThat(world.given()).hasSize(1);
        assertThat(world.given().getFirst().learner()).isEqualTo(ben);
        assertThat(world.given().getFirst().possible()).isEqualByComparingTo(new BigDecimal(4));
    }

    @Test
    @Case("A82")
    void whatCannotBeIsLeftOut() {
        GradeWorld world = world(Family.CANVAS);
        List<String> subs =
                List.of("foreign", "zero", "negative", "nan", "huge", "minus", "text", "much", "deep", "ok");
        subs.forEach(world::student);
        world.results("[%s]"
                .formatted(String.join(
                        ",",
                        "{\"scoreOf\":\"https://lms.example.edu/other\",\"userId\":\"foreign\",\"resultScore\":1,"
                                + "\"resultMaximum\":2}",
                        world.result("stranger", ",\"resultScore\":1,\"resultMaximum\":2"),
                        world.result("zero", ",\"resultScore\":1,\"resultMaximum\":0"),
                        world.result("negative", ",\"resultScore\":1,\"resultMaximum\":-5"),
                        world.result("nan", ",\"resultScore\":1,\"resultMaximum\":\"NaN\""),
                        world.result("huge", ",\"resultScore\":1,\"resultMaximum\":1e308"),
                        world.result("minus", ",\"resultScore\":-1,\"resultMaximum\":2"),
                        world.result("text", ",\"resultScore\":\"1\",\"resultMaximum\":2"),
                        world.result("deep", ",\"resultScore\":{\"a\":[1]},\"resultMaximum\":2"),
                        "{}",
                        "17",
                        "null",
                        world.result("much", ",\"resultScore\":12,\"resultMaximum\":10"),
                        world.result("ok", ",\"resultScore\":1,\"resultMaximum\":2"))));
        visit(world);
        assertThat(world.given())
                .extracting(grade -> grade.points().stripTrailingZeros().toPlainString() + "/"
                        + grade.possible().stripTrailingZeros().toPlainString())
                .containsExactlyInAnyOrder("10/10", "1/2");
        assertThat(world.column().kept()).isEqualTo(2);
    }

    @Test
    @Case("A82")
    void anAnswerThatIsNoListChangesNothing() {
        for (String body :
                List.of("<html></html>", "[{\"userId\":\"ada\",\"resultScore\":NaN}]", "{}", "[{\"userId\":")) {
            SERVER.resetAll();
            GradeWorld world = world(Family.CANVAS);
            LearnerId ada = world.student("ada");
            world.report(ada, "40");
            world.serve();
            world.results(body);
            visit(world);
            assertThat(world.given()).as(body).isEmpty();
            assertThat(world.column().written()).isEqualTo(1);
            assertThat(world.column().trouble()).isNotNull();
        }
    }

    @Test
    void everybodysProgressIsAskedForAgainWhenStaffComeBy() {
        GradeWorld world = world(Family.CANVAS);
        world.events.clear();
        visit(world);
        assertThat(world.asked(org.cairn.lti.ProgressWanted.class)).isFalse();
        visit(world);
        assertThat(world.asked(org.cairn.lti.ProgressWanted.class)).isTrue();
    }
}
