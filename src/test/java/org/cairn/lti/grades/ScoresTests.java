package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.Gradebook;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.Role;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoresTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(50))
            .build();

    private final TestDatabase database;
    private final List<GradeWorld> worlds = new ArrayList<>();

    ScoresTests(TestDatabase database) {
        this.database = database;
    }

    private GradeWorld world(Family family) {
        GradeWorld world = GradeWorld.ready(database, SERVER, family);
        worlds.add(world);
        return world;
    }

    @Test
    void aScoreIsWholeAndSaysOnCanvasThatATeachersGradeComesFirst() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "33.33");
        world.serve();
        JsonNode score = world.posted().getFirst();
        assertThat(score.path("userId").asString()).isEqualTo("ada");
        assertThat(score.path("scoreGiven").asString()).isEqualTo("33.33");
        assertThat(score.path("scoreMaximum").asInt()).isEqualTo(100);
        assertThat(score.path("gradingProgress").asString()).isEqualTo("FullyGraded");
        assertThat(score.path("activityProgress").asString()).isEqualTo("InProgress");
        assertThat(score.path("timestamp").asString()).isEqualTo("2026-11-21T10:00:00.000Z");
        JsonNode extension = score.path("https://canvas.instructure.com/lti/submission");
        assertThat(extension.path("new_submission").asBoolean(true)).isFalse();
        assertThat(extension.path("prioritize_non_tool_grade").asBoolean()).isTrue();
        assertThat(world.column().written()).isEqualTo(1);
        SERVER.verify(postRequestedFor(urlPathEqualTo(GradeWorld.ITEM_PATH + "/scores"))
                .withQueryParam("type_id", equalTo("1"))
                .withHeader("Content-Type", equalTo("application/vnd.ims.lis.v1.score+json")));
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "100");
        world.serve();
        assertThat(world.posted().getLast().path("activityProgress").asString()).isEqualTo("Completed");
        assertThat(world.given()).isEmpty();
    }

    @Test
    void whatDidNotChangeIsNotSentAgainAndNothingIsSentForWhoHasNotBegun() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        LearnerId ben = world.student("ben");
        world.report(ada, "40");
        world.report(ben, "0");
        world.serve();
        world.report(ada, "40.00");
        world.report(ben, "0");
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
        world.results("[%s]".formatted(world.result("ada", ",\"resultScore\":40,\"resultMaximum\":100")));
        world.clock.advance(Duration.ofMinutes(1));
        world.report(ada, "0");
        world.serve();
        // a zero is a score; nothing ever clears
        assertThat(world.percents()).containsExactly("40.0", "0.0");
        assertThat(world.posted().getLast().path("gradingProgress").asString()).isEqualTo("FullyGraded");
    }

    @Test
    void onlyTheLatestIsSentAndNeverWithinTheSameSecond() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        world.report(ada, "10");
        world.report(ada, "20");
        world.serve();
        world.report(ada, "30");
        world.serve();
        world.clock.advance(Duration.ofMillis(999));
        world.report(ada, "35");
        world.serve();
        assertThat(world.percents()).containsExactly("20.0");
        world.clock.advance(Duration.ofMillis(1));
        world.serve();
        assertThat(world.percents()).containsExactly("20.0", "35.0");
        List<Instant> stamps = world.posted().stream()
                .map(score -> Instant.parse(score.path("timestamp").asString()))
                .toList();
        assertThat(Duration.between(stamps.get(0), stamps.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(stamps).allSatisfy(stamp -> assertThat(stamp).isBeforeOrEqualTo(world.clock.instant()));
    }

    @Test
    void onlyStudentsOfTheCourseAreWritten() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        LearnerId left = world.student("left");
        world.lti.courses().join(world.course, left, Role.STUDENT, false);
        LearnerId elsewhere = world.lti.learners().know(world.platform.id(), TestLti.person("E", TestLti.sub("e")));
        LearnerId teacher = world.student("teacher");
        world.lti.courses().join(world.course, teacher, Role.INSTRUCTOR, true);
        for (LearnerId who : List.of(ada, left, elsewhere, teacher)) {
            world.report(who, "50");
        }
        world.serve();
        assertThat(world.posted()).hasSize(1);
        assertThat(world.posted().getFirst().path("userId").asString()).isEqualTo("ada");
    }

    @Test
    @Case("F13")
    void aThrottleLosesNothingAndIsHeeded() {
        Map<String, com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder> ways = Map.of(
                "429 with a pause", aResponse().withStatus(429).withHeader("Retry-After", "120"),
                "429", aResponse().withStatus(429),
                "403 with words", aResponse().withStatus(403).withBody("403 Forbidden (Rate Limit Exceeded)"),
                "403 with a count", aResponse().withStatus(403).withHeader("X-Rate-Limit-Remaining", "-3.5"));
        ways.forEach((name, throttle) -> {
            SERVER.resetAll();
            GradeWorld world = world(Family.CANVAS);
            List<LearnerId> students =
                    IntStream.range(0, 5).mapToObj(i -> world.student("s" + i)).toList();
            world.scores(throttle);
            students.forEach(student -> world.report(student, "50"));
            world.serve();
            assertThat(world.posted()).as(name).hasSize(1);
            assertThat(world.column().waiting()).isEqualTo(5);
            world.scores(aResponse().withStatus(200));
            if (name.equals("429 with a pause")) {
                world.clock.advance(Duration.ofSeconds(119));
                world.serve();
                assertThat(world.posted()).hasSize(1);
                world.clock.advance(Duration.ofSeconds(1));
            } else {
                world.clock.advance(Duration.ofSeconds(30));
            }
            world.serve();
            assertThat(world.column().written()).as(name).isEqualTo(5);
            assertThat(world.posted()).hasSize(6);
        });
    }

    @Test
    @Case("F13")
    void neverTwoCallsAtOnceAlsoFromSeveralNodes() throws Exception {
        GradeWorld world = world(Family.CANVAS);
        IntStream.range(0, 12).forEach(i -> world.report(world.student("s" + i), "50"));
        world.scores(aResponse().withStatus(200).withFixedDelay(20));
        List<GradeWorld.Node> nodes = List.of(world.node, world.node, world.node(), world.node());
        List<Thread> threads = nodes.stream()
                .map(node -> Thread.ofPlatform().start(() -> node.serve(world.platform)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        world.serve();
        assertThat(world.posted()).hasSize(12);
        assertThat(world.column().written()).isEqualTo(12);
        List<Long> begun = SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> request.getUrl().contains("/scores"))
                .map(request -> request.getLoggedDate().getTime())
                .sorted()
                .toList();
        for (int i = 1; i < begun.size(); i++) {
            // each answer takes 20 ms at least, so the next call cannot begin sooner
            assertThat(begun.get(i) - begun.get(i - 1)).isGreaterThanOrEqualTo(15);
        }
    }

    @Test
    @Case("F14")
    void anHourOfErrorsIsOutlastedAndEveryScoreArrivesOnce() {
        GradeWorld world = world(Family.MOODLE);
        List<LearnerId> students =
                IntStream.range(0, 20).mapToObj(i -> world.student("s" + i)).toList();
        students.forEach(student -> world.report(student, "50"));
        for (int status : new int[] {500, 502, 503}) {
            world.scores(aResponse().withStatus(status));
            for (int seconds = 0; seconds < 1200; seconds += 10) {
                world.serve();
                world.clock.advance(Duration.ofSeconds(10));
            }
        }
        // left alone for moments, but never for long
        assertThat(world.posted().size()).isBetween(60, 900);
        assertThat(world.column().waiting()).isEqualTo(20);
        SERVER.resetRequests();
        world.scores(aResponse().withStatus(200));
        for (int minutes = 0; minutes < 600; minutes += 2) {
            world.serve();
            world.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(world.column().written()).isEqualTo(20);
        assertThat(world.posted()).hasSize(20);
    }

    @Test
    @Case("F14")
    void triesAreFiveSecondsToTenHoursApart() {
        for (int failures = 1; failures < 40; failures++) {
            Duration pause = Backoff.of(failures);
            assertThat(pause).isBetween(Duration.ofSeconds(5), Duration.ofHours(10));
            assertThat(Backoff.closed(failures)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        }
        assertThat(Backoff.of(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Backoff.of(30)).isGreaterThanOrEqualTo(Duration.ofHours(5));
    }

    @Test
    @Case("F15")
    void aConnectionCutBeforeTheAnswerWritesTheSameScore() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.scores(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        world.report(ada, "40");
        world.serve();
        assertThat(world.column().waiting()).isEqualTo(1);
        // it had arrived; meanwhile she went on
        world.results("[%s]".formatted(world.result("ada", ",\"resultScore\":40.00000,\"resultMaximum\":100")));
        world.scores(aResponse().withStatus(200));
        world.report(ada, "60");
        world.clock.advance(Duration.ofSeconds(30));
        world.serve();
        assertThat(world.percents()).containsExactly("40.0", "60.0");
        assertThat(world.column().written()).isEqualTo(1);
        assertThat(world.column().kept()).isZero();
        assertThat(world.given()).isEmpty();
    }

    @Test
    @Case("F15")
    void whatArrivedWithoutAnAnswerIsNotSentTwice() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.scores(aResponse().withFault(Fault.EMPTY_RESPONSE));
        world.report(ada, "40");
        world.serve();
        world.results("[%s]".formatted(world.result("ada", ",\"resultScore\":40,\"resultMaximum\":100")));
        world.clock.advance(Duration.ofSeconds(30));
        world.serve();
        assertThat(world.posted()).hasSize(1);
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    @Case("F19")
    void aConcludedCourseEndsAllItsColumnsUntilSomebodyTriesAgain() {
        GradeWorld world = world(Family.CANVAS);
        world.report(world.student("ada"), "40");
        world.report(world.student("ben"), "50");
        world.scores(aResponse()
                .withStatus(422)
                .withBody(
                        "{\"errors\":{\"message\":\"This course has concluded. AGS requests will no longer be accepted"
                                + " for this course.\"}}"));
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.REFUSED);
        assertThat(world.column().trouble()).isEqualTo(Trouble.CONCLUDED);
        world.clock.advance(Duration.ofDays(1));
        world.serve();
        assertThat(world.posted()).hasSize(1);
        world.scores(aResponse().withStatus(200));
        world.node.gradebook().retry(world.course, GradeWorld.BADGE);
        world.serve();
        assertThat(world.column().written()).isEqualTo(2);
    }

    @Test
    @Case("F19")
    void aDeletedColumnIsGoneAndNotMadeAgainByItself() {
        for (int status : new int[] {404, 410}) {
            SERVER.resetAll();
            GradeWorld world = world(Family.MOODLE);
            world.report(world.student("ada"), "40");
            world.scores(aResponse().withStatus(status).withBody("<html>Not found</html>"));
            world.serve();
            assertThat(world.column().trouble()).isEqualTo(Trouble.GONE);
            world.clock.advance(Duration.ofDays(1));
            world.serve();
            assertThat(world.posted()).hasSize(1);
            SERVER.verify(0, postRequestedFor(urlPathEqualTo("/items")));
        }
    }

    @Test
    @Case("A84")
    void eachStatusMeansWhatItMeans() {
        check(Family.CANVAS, 204, "", State.OPEN, null, 1, Map.of());
        check(Family.CANVAS, 403, "Forbidden", State.REFUSED, Trouble.FORBIDDEN, 0, Map.of());
        check(Family.CANVAS, 412, "Tool does not have permission", State.REFUSED, Trouble.NOT_OURS, 0, Map.of());
        check(
                Family.CANVAS,
                422,
                "User not found in course or is not a student",
                State.OPEN,
                null,
                0,
                Map.of(Trouble.NOT_A_STUDENT, 1));
        check(Family.MOODLE, 400, "Incorrect score received", State.OPEN, null, 0, Map.of(Trouble.NOT_A_STUDENT, 1));
        check(Family.CANVAS, 422, "attempts exhausted", State.OPEN, null, 0, Map.of(Trouble.REFUSED, 1));
        check(Family.CANVAS, 415, "", State.REFUSED, Trouble.REFUSED, 0, Map.of());
        // a redirection to a page for people is not followed, and passes
        check(Family.CANVAS, 302, "", State.OPEN, null, 0, Map.of());
    }

    private void check(
            Family family,
            int status,
            String body,
            State state,
            Trouble trouble,
            int written,
            Map<Trouble, Integer> refused) {
        SERVER.resetAll();
        GradeWorld world = world(family);
        world.report(world.student("ada"), "40");
        world.scores(aResponse().withStatus(status).withBody(body));
        world.serve();
        Gradebook.Column column = world.column();
        assertThat(column.state()).as("%d %s", status, body).isEqualTo(state);
        assertThat(column.trouble()).isEqualTo(trouble);
        assertThat(column.written()).isEqualTo(written);
        assertThat(column.refused()).isEqualTo(refused);
        assertThat(world.posted()).hasSize(1);
    }

    @Test
    @Case("A84")
    void aTokenThatIsNoLongerTakenIsReplacedOnce() {
        GradeWorld world = world(Family.CANVAS);
        world.report(world.student("ada"), "40");
        SERVER.stubFor(post(urlPathEqualTo(GradeWorld.ITEM_PATH + "/scores"))
                .inScenario("token")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("renewed")
                .willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(post(urlPathEqualTo(GradeWorld.ITEM_PATH + "/scores"))
                .inScenario("token")
                .whenScenarioStateIs("renewed")
                .willReturn(aResponse().withStatus(200)));
        world.serve();
        assertThat(world.posted()).hasSize(2);
        assertThat(world.column().written()).isEqualTo(1);
        world.scores(aResponse().withStatus(401));
        world.report(world.student("ben"), "40");
        world.serve();
        assertThat(world.posted()).hasSize(4);
        assertThat(world.column().trouble()).isEqualTo(Trouble.FORBIDDEN);
    }

    @Test
    @Case("A83")
    void anOddTokenMeansTryingAgainLater() {
        for (String token : List.of(
                "{\"access_token\":\"t\",\"token_type\":\"MAC\"}",
                "{\"token_type\":\"Bearer\"}",
                "x".repeat(1_100_000))) {
            SERVER.resetAll();
            GradeWorld world = new GradeWorld(database, SERVER, Family.CANVAS);
            worlds.add(world);
            world.answers("/token", token);
            world.launched();
            world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
            world.serve();
            assertThat(world.column().state()).isEqualTo(State.WANTED);
            assertThat(world.column().trouble()).isEqualTo(Trouble.NOT_REACHED);
            SERVER.verify(0, com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(urlPathEqualTo("/items")));
        }
    }

    @Test
    void anEarlierTimeStampOverThereIsMendedByALaterOne() {
        check(Family.MOODLE, 409, "Refusing score with an earlier timestamp", State.OPEN, null, 0, Map.of());
        check(Family.CANVAS, 400, "timestamp is older than the result", State.OPEN, null, 0, Map.of());
        GradeWorld world = worlds.getLast();
        world.scores(aResponse().withStatus(200));
        world.clock.advance(Duration.ofSeconds(10));
        world.serve();
        List<String> stamps = world.posted().stream()
                .map(score -> score.path("timestamp").asString())
                .toList();
        assertThat(stamps).hasSize(2).isSorted().doesNotHaveDuplicates();
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    void whoNeverLaunchedWaitsForTheirName() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId heard = world.lti
                .learners()
                .know(
                        world.platform.id(),
                        TestLti.person(
                                "Ada",
                                new org.cairn.people.Identifier(org.cairn.people.IdentifierKind.CANVAS_LOCAL, "48")));
        world.lti.courses().join(world.course, heard, Role.STUDENT, true);
        world.report(heard, "40");
        world.serve();
        assertThat(world.column().refused()).isEqualTo(Map.of(Trouble.NO_ACCOUNT, 1));
        world.clock.advance(Duration.ofSeconds(10));
        world.node
                .gradebook()
                .on(new org.cairn.people.IdentifiersLearned(
                        world.platform.id(), heard, java.util.Set.of(TestLti.sub("ada"))));
        world.lti
                .learners()
                .know(
                        world.platform.id(),
                        TestLti.person(
                                "Ada",
                                TestLti.sub("ada"),
                                new org.cairn.people.Identifier(org.cairn.people.IdentifierKind.CANVAS_LOCAL, "48")));
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
    }

    @Test
    void twoWhoTurnOutToBeOneAreWrittenOnce() {
        GradeWorld world = world(Family.CANVAS);
        LearnerId ada = world.student("ada");
        LearnerId other = world.student("other");
        world.report(ada, "40");
        world.report(other, "50");
        world.node.gradebook().on(new org.cairn.people.LearnersMerged(other, ada));
        world.serve();
        assertThat(world.percents()).containsExactly("40.0");
    }
}
