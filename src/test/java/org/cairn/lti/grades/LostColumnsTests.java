package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.GradesGiven.Grade;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A column is lost: one that was only away is as it was, and one that is made anew is filled. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LostColumnsTests {

    private static final String ANOTHER = "/items/8/lineitem";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final TestDatabase database;

    LostColumnsTests(TestDatabase database) {
        this.database = database;
    }

    /** In which something was written for Ada. */
    private GradeWorld written(Family family, String percent) {
        GradeWorld world = GradeWorld.ready(database, SERVER, family);
        world.report(world.student("ada"), percent);
        world.serve();
        world.clock.advance(Duration.ofMinutes(11));
        return world;
    }

    private static LearnerId ada(GradeWorld world) {
        return world.student("ada");
    }

    private static String result(GradeWorld world, String at, String sub, String more) {
        return "{\"id\":\"x\",\"scoreOf\":\"%s\",\"userId\":\"%s\"%s}".formatted(world.url(at), sub, more);
    }

    private static String points(String points) {
        return ",\"resultScore\":%s,\"resultMaximum\":100".formatted(points);
    }

    private static void results(String at, String... all) {
        SERVER.stubFor(get(urlPathEqualTo(at + "/results"))
                .willReturn(aResponse().withBody("[%s]".formatted(String.join(",", all)))));
    }

    /** As a new report for Ben finds out. */
    private static void isLost(GradeWorld world) {
        SERVER.stubFor(get(urlPathEqualTo(GradeWorld.ITEM_PATH + "/results"))
                .willReturn(aResponse().withStatus(404)));
        world.clock.advance(Duration.ofMinutes(11));
        world.report(world.student("ben"), "50");
        world.serve();
        assertThat(world.column().trouble()).isEqualTo(Trouble.GONE);
    }

    private static String item(GradeWorld world, String at) {
        return "{\"id\":\"%s\",\"label\":\"Teamwork\",\"resourceId\":\"cairn:badge:%s\"}"
                .formatted(world.url(at), GradeWorld.BADGE);
    }

    private static void triedAgain(GradeWorld world) {
        world.node.gradebook().retry(world.course, GradeWorld.BADGE);
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
    }

    /** With these results in it. */
    private static void isBack(GradeWorld world, String... results) {
        world.answers("/items", "[%s]".formatted(item(world, GradeWorld.ITEM_PATH)));
        results(GradeWorld.ITEM_PATH, results);
        triedAgain(world);
    }

    /** With these results in it, as a recycle bin or a list of all students has them. */
    private static void isMadeAnew(GradeWorld world, String... results) {
        world.answers("/items", "[]");
        SERVER.stubFor(post(urlPathEqualTo("/items"))
                .willReturn(aResponse().withStatus(201).withBody(item(world, ANOTHER))));
        results(ANOTHER, results);
        SERVER.stubFor(
                post(urlPathEqualTo(ANOTHER + "/scores")).willReturn(aResponse().withStatus(200)));
        triedAgain(world);
    }

    /** What was written to the column that was made anew, by whose it is. */
    private static List<String> filled() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(ANOTHER + "/scores"))).stream()
                .map(request -> JsonMapper.shared().readTree(request.getBodyAsString()))
                .map(score -> score.path("userId").asString() + " "
                        + score.path("scoreGiven").asString())
                .toList();
    }

    @Test
    @Case("F19")
    void aColumnThatIsMadeAnewIsFilledWithWhatStoodInTheOldOne() {
        GradeWorld world = written(Family.MOODLE, "40");
        isLost(world);
        isMadeAnew(world);
        assertThat(filled()).containsExactlyInAnyOrder("ada 40.0", "ben 50.0");
        assertThat(world.column().written()).isEqualTo(2);
        assertThat(world.given()).isEmpty();
    }

    @Test
    @Case("F19")
    void aColumnThatWasOnlyAwayKeepsWhatStandsThere() {
        GradeWorld world = written(Family.MOODLE, "40");
        isLost(world);
        isBack(world, world.result("ada", points("40")));
        assertThat(world.percents()).as("nothing is written again").containsExactly("40.0", "50.0");
        assertThat(world.column().written()).isEqualTo(2);
        assertThat(world.column().kept()).isZero();
    }

    /** A launch brings it, and it is asked for again before it was open even once. */
    @Test
    void aColumnAtAnotherPlaceThatIsNotReachedAtFirstIsFilledAllTheSame() {
        GradeWorld world = written(Family.MOODLE, "40");
        isLost(world);
        world.node.columns().want(stored(world), "Teamwork", world.url(ANOTHER), world.clock.instant());
        SERVER.stubFor(
                get(urlPathMatching(ANOTHER + ".*")).willReturn(aResponse().withStatus(503)));
        world.serve();
        assertThat(world.column().trouble()).isEqualTo(Trouble.NOT_REACHED);

        SERVER.stubFor(get(urlPathEqualTo(ANOTHER)).willReturn(aResponse().withBody(item(world, ANOTHER))));
        isMadeAnew(world);

        assertThat(filled()).containsExactlyInAnyOrder("ada 40.0", "ben 50.0");
    }

    private static StoredColumn stored(GradeWorld world) {
        return world.node.columns().find(world.course, GradeWorld.BADGE).orElseThrow();
    }

    private GradeWorld refused() {
        GradeWorld world = written(Family.MOODLE, "40");
        results(GradeWorld.ITEM_PATH, world.result("ada", points("40")));
        world.scores(aResponse().withStatus(400).withBody("incorrect score"));
        world.report(ada(world), "60");
        world.serve();
        assertThat(world.column().refused()).containsKey(Trouble.NOT_A_STUDENT);
        isLost(world);
        world.scores(aResponse().withStatus(200));
        return world;
    }

    @Test
    void whatStoodBeforeARefusalIsNobodyElsesGradeAfterTheColumnWasAway() {
        GradeWorld world = refused();
        isBack(world, world.result("ada", points("40")));
        assertThat(world.given()).isEmpty();
        assertThat(world.column().kept()).isZero();
        assertThat(world.column().written()).isEqualTo(2);
        assertThat(world.percents()).containsExactlyInAnyOrder("40.0", "60.0", "60.0", "50.0");
    }

    @Test
    void whatStoodBeforeARefusalIsNobodyElsesGradeInAColumnThatWasRestored() {
        GradeWorld world = refused();
        isMadeAnew(world, result(world, ANOTHER, "ada", points("40")));
        assertThat(world.given()).isEmpty();
        assertThat(world.column().kept()).isZero();
        assertThat(filled()).containsExactlyInAnyOrder("ada 60.0", "ben 50.0");
    }

    private GradeWorld kept() {
        GradeWorld world = written(Family.MOODLE, "40");
        results(GradeWorld.ITEM_PATH, world.result("ada", points("85")));
        world.report(ada(world), "60");
        world.serve();
        assertThat(world.column().kept()).isEqualTo(1);
        isLost(world);
        return world;
    }

    @Test
    void whatATeacherGaveInALostColumnIsWrittenOverInTheNewOneAndTakenBack() {
        GradeWorld world = kept();
        isMadeAnew(world);
        assertThat(filled()).containsExactlyInAnyOrder("ada 60.0", "ben 50.0");
        assertThat(world.column().kept()).isZero();
        results(ANOTHER, result(world, ANOTHER, "ada", points("60")), result(world, ANOTHER, "ben", points("50")));
        world.clock.advance(Duration.ofMinutes(2));
        world.serve();
        assertThat(world.given()).extracting(Grade::revision).containsExactly(1, 2);
        assertThat(world.given().getLast().points()).isNull();
    }

    @Test
    void whatATeacherGaveAndStandsInTheNewColumnIsKeptAndNotToldTwice() {
        GradeWorld world = kept();
        isMadeAnew(world, result(world, ANOTHER, "ada", points("85")));
        assertThat(filled()).containsExactly("ben 50.0");
        assertThat(world.column().kept()).isEqualTo(1);
        assertThat(world.given()).hasSize(1);
    }

    @Test
    void whatATeacherGaveStandsAfterTheColumnWasAway() {
        GradeWorld world = kept();
        isBack(world, world.result("ada", points("85")));
        assertThat(world.percents()).containsExactly("40.0", "50.0");
        assertThat(world.column().kept()).isEqualTo(1);
        assertThat(world.given()).hasSize(1);
    }

    @Test
    void whatATeacherClearedStaysClearedAfterTheColumnWasAway() {
        GradeWorld world = written(Family.CANVAS, "40");
        results(GradeWorld.ITEM_PATH, world.result("ada", ""));
        world.report(ada(world), "60");
        world.serve();
        assertThat(world.column().kept()).isEqualTo(1);
        isLost(world);
        isBack(world, world.result("ada", ""));
        assertThat(world.percents()).containsExactly("40.0", "50.0");
        assertThat(world.column().kept()).isEqualTo(1);
    }

    @Test
    void progressThatIsBackWhereItWasIsWrittenToTheNewColumnToo() {
        GradeWorld world = written(Family.MOODLE, "40");
        world.report(ada(world), "60");
        isLost(world);
        world.report(ada(world), "40");
        isMadeAnew(world);
        assertThat(filled()).containsExactlyInAnyOrder("ada 40.0", "ben 50.0");
    }

    @Test
    void whoIsListedWithoutAScoreInTheNewColumnIsWritten() {
        GradeWorld world = written(Family.OTHER, "40");
        world.report(ada(world), "60");
        isLost(world);
        isMadeAnew(world, result(world, ANOTHER, "ada", ""));
        assertThat(filled()).containsExactlyInAnyOrder("ada 60.0", "ben 50.0");
        assertThat(world.column().kept()).isZero();
    }

    /** However often it happens, what was written before is remembered once. */
    @Test
    void aColumnThatIsLostAgainAndAgainIsFilledEachTime() {
        GradeWorld world = written(Family.MOODLE, "40");
        LearnerId ada = ada(world);
        StoredColumn column = stored(world);
        Score first = score(world, ada);
        world.node.scores().sending(first, new BigDecimal("60"), false, world.clock.instant());
        for (int times = 0; times < 100; times++) {
            world.node.scores().afresh(column, world.clock.instant());
            world.node.scores().isOurs(column, score(world, ada), new BigDecimal("40"), 0, world.clock.instant());
        }
        assertThat(score(world, ada).unanswered()).containsExactly(new BigDecimal("40.00"));
    }

    private static Score score(GradeWorld world, LearnerId learner) {
        return world.node.scores().find(world.course, GradeWorld.BADGE, learner).orElseThrow();
    }
}
