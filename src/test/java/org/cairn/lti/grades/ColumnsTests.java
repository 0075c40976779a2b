package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.ColumnOpened;
import org.cairn.lti.Gradebook.Offer;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.ProgressWanted;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ColumnsTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(50))
            .build();

    private static final String NONE = "[]";

    private final TestDatabase database;
    private final List<GradeWorld> worlds = new ArrayList<>();

    ColumnsTests(TestDatabase database) {
        this.database = database;
    }

    private GradeWorld world(Family family) {
        GradeWorld world = new GradeWorld(database, SERVER, family);
        worlds.add(world);
        return world;
    }

    private static void list(String body) {
        SERVER.stubFor(get(urlPathEqualTo("/items")).willReturn(aResponse().withBody(body)));
    }

    private static String item(GradeWorld world, String path, String badge) {
        return "{\"id\":\"%s\",\"label\":\"Teamwork\",\"resourceId\":\"cairn:badge:%s\",\"tag\":\"cairn-progress\",\"scoreMaximum\":100}"
                .formatted(world.url(path), badge);
    }

    private static void makes(GradeWorld world, String path) {
        SERVER.stubFor(post(urlPathEqualTo("/items"))
                .willReturn(aResponse().withStatus(201).withBody(item(world, path, GradeWorld.BADGE))));
    }

    private static int made() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo("/items"))).size();
    }

    @Test
    void aColumnIsMadeOnceWithTheTypesThatMoodleComparesLetterByLetter() {
        GradeWorld world = world(Family.MOODLE);
        world.launched();
        list(NONE);
        makes(world, GradeWorld.ITEM_PATH + "?type_id=1");
        world.results("[]");
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        SERVER.verify(
                1,
                getRequestedFor(urlPathEqualTo("/items"))
                        .withHeader("Accept", equalTo("application/vnd.ims.lis.v2.lineitemcontainer+json"))
                        .withQueryParam("type_id", equalTo("1"))
                        .withQueryParam("resource_id", equalTo("cairn:badge:teamwork"))
                        .withoutQueryParam("limit"));
        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo("/items"))
                        .withHeader("Content-Type", equalTo("application/vnd.ims.lis.v2.lineitem+json"))
                        .withQueryParam("type_id", equalTo("1")));
        SERVER.verify(getRequestedFor(urlPathEqualTo(GradeWorld.ITEM_PATH + "/results"))
                .withQueryParam("type_id", equalTo("1"))
                .withoutQueryParam("limit"));
        assertThat(world.asked(ColumnOpened.class)).isTrue();
        assertThat(world.asked(ProgressWanted.class)).isTrue();
        assertThat(world.node.gradebook().badges(world.course.institution())).containsExactly(GradeWorld.BADGE);
    }

    @Test
    void theFirstOfSeveralColumnsIsUsedAndTheOthersAreReported() {
        GradeWorld world = world(Family.CANVAS);
        world.launched();
        String next = "<%s>; rel=\"next\"".formatted(world.url("/items-2"));
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .willReturn(aResponse()
                        .withHeader("Link", next)
                        .withBody("[%s]".formatted(item(world, "/items/1", "another")))));
        SERVER.stubFor(get(urlPathEqualTo("/items-2"))
                .willReturn(aResponse()
                        .withBody("[%s,%s]"
                                .formatted(
                                        item(world, GradeWorld.ITEM_PATH, GradeWorld.BADGE),
                                        item(world, "/items/9", GradeWorld.BADGE)))));
        world.results("[]");
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(made()).isZero();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        assertThat(world.column().duplicates()).isEqualTo(1);
        SERVER.verify(getRequestedFor(urlPathEqualTo(GradeWorld.ITEM_PATH + "/results"))
                .withQueryParam("limit", equalTo("100")));
    }

    @Test
    void aMoodlesNextPageIsFoundBehindCurlyQuotes() {
        GradeWorld world = world(Family.MOODLE);
        world.launched();
        String next = "<%s?type_id=1&amp;from=10>; rel=\u201cnext\u201d".formatted(world.url("/items-2"));
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .willReturn(aResponse().withHeader("Link", next).withBody("[]")));
        SERVER.stubFor(get(urlPathEqualTo("/items-2"))
                .withQueryParam("from", equalTo("10"))
                .willReturn(
                        aResponse().withBody("[%s]".formatted(item(world, GradeWorld.ITEM_PATH, GradeWorld.BADGE)))));
        world.results("[]");
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        assertThat(made()).isZero();
    }

    @Test
    @Case("F15")
    void aConnectionCutBeforeTheAnswerMakesNoSecondColumn() {
        GradeWorld world = world(Family.MOODLE);
        world.launched();
        list(NONE);
        SERVER.stubFor(
                post(urlPathEqualTo("/items")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.WANTED);
        assertThat(world.column().trouble()).isEqualTo(Trouble.NOT_REACHED);
        // the platform had made it all the same
        list("[%s]".formatted(item(world, GradeWorld.ITEM_PATH, GradeWorld.BADGE)));
        world.results("[]");
        world.clock.advance(Duration.ofSeconds(40));
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        assertThat(world.column().trouble()).isNull();
        assertThat(made()).isEqualTo(1);
    }

    @Test
    @Case("A86")
    void twoNodesAtOnceMakeOneColumn() throws Exception {
        GradeWorld world = world(Family.CANVAS);
        world.launched();
        // as it is on platforms: the list shows the column only after it was made, which takes a while
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .inScenario("made")
                .willReturn(aResponse().withBody(NONE).withFixedDelay(150)));
        SERVER.stubFor(post(urlPathEqualTo("/items"))
                .inScenario("made")
                .willSetStateTo("yes")
                .willReturn(aResponse()
                        .withStatus(201)
                        .withFixedDelay(150)
                        .withBody(item(world, GradeWorld.ITEM_PATH, GradeWorld.BADGE))));
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .inScenario("made")
                .whenScenarioStateIs("yes")
                .willReturn(
                        aResponse().withBody("[%s]".formatted(item(world, GradeWorld.ITEM_PATH, GradeWorld.BADGE)))));
        world.results("[]");
        List<GradeWorld.Node> nodes = List.of(world.node, world.node(), world.node());
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = nodes.stream()
                .map(node -> Thread.ofPlatform().start(() -> {
                    await(begin);
                    node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
                    node.serve(world.platform);
                }))
                .toList();
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        nodes.forEach(node -> node.serve(world.platform));
        assertThat(made()).isEqualTo(1);
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        assertThat(world.node.columns().of(world.course)).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Case("A81")
    void aGradebookOnAnotherServerNeverGetsAToken() {
        for (String foreign : List.of(
                "https://evil.example.org/items",
                "https://203.0.113.9/items",
                "http://lms.example.edu/items",
                "https://127.0.0.1/items")) {
            GradeWorld world = world(Family.CANVAS);
            URI url = URI.create(foreign);
            Services services = new Services(null, url, url, GradeWorld.ALL_SCOPES, null, Set.of());
            world.node.launches().take(world.launch(Role.INSTRUCTOR, services, GradeWorld.BADGE));
            world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
            world.serve();
            assertThat(world.column().state()).isEqualTo(State.REFUSED);
            assertThat(world.column().trouble()).isEqualTo(Trouble.FOREIGN);
        }
        SERVER.verify(0, postRequestedFor(urlPathEqualTo("/token")));
    }

    @Test
    @Case("A81")
    void aColumnThatThePlatformPutsOnAnotherServerIsNotUsed() {
        GradeWorld world = world(Family.MOODLE);
        world.launched();
        list("[{\"id\":\"https://evil.example.org/1\",\"resourceId\":\"cairn:badge:teamwork\"}]");
        SERVER.stubFor(post(urlPathEqualTo("/items"))
                .willReturn(aResponse().withStatus(201).withBody("{\"id\":\"https://evil.example.org/2\"}")));
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.WANTED);
        assertThat(world.node.columns().of(world.course).getFirst().lineItem()).isNull();
    }

    @Test
    @Case("A84")
    void oddAnswersToTheListAreTriedAgainAndNothingIsMade() {
        for (String body : List.of("<html>Sign in</html>", "{\"half\":", "{\"id\":1}", "")) {
            GradeWorld world = world(Family.MOODLE);
            world.launched();
            list(body);
            world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
            world.serve();
            assertThat(world.column().state()).as(body).isEqualTo(State.WANTED);
            assertThat(world.column().trouble()).isEqualTo(Trouble.NOT_REACHED);
        }
        assertThat(made()).isZero();
    }

    @Test
    void aListThatNeverEndsIsLeft() {
        GradeWorld world = world(Family.CANVAS);
        world.launched();
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .willReturn(aResponse()
                        .withHeader("Link", "<%s>; rel=\"next\"".formatted(world.url("/items?again=1")))
                        .withBody("[]")));
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.WANTED);
        assertThat(made()).isZero();
    }

    @Test
    void whatIsNotGrantedIsSaidAndALaunchThatGrantsItMendsIt() {
        GradeWorld world = world(Family.MOODLE);
        Services less =
                new Services(null, world.url("/items"), null, Set.of(CourseGrades.LINE_ITEM_READ), null, Set.of());
        world.node.launches().take(world.launch(Role.INSTRUCTOR, less, null));
        assertThat(world.node.gradebook().offer(world.course)).isEqualTo(Offer.NOTHING);
        list(NONE);
        makes(world, GradeWorld.ITEM_PATH);
        world.results("[]");
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().trouble()).isEqualTo(Trouble.NO_SCOPE);
        world.launched();
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        assertThat(world.node.gradebook().offer(world.course)).isEqualTo(Offer.COLUMNS);
    }

    @Test
    void aColumnThatWasSwitchedOffStaysOffUntilItIsWantedAgain() {
        GradeWorld world = world(Family.MOODLE);
        var ada = world.student("ada");
        world.open();
        world.node.gradebook().stop(world.course, GradeWorld.BADGE);
        world.report(ada, "40");
        world.serve();
        assertThat(world.posted()).isEmpty();
        assertThat(world.node.gradebook().badges(world.course.institution())).isEmpty();
        world.open();
        assertThat(world.column().state()).isEqualTo(State.STOPPED);
        world.node.gradebook().keep(world.course, GradeWorld.BADGE, "Teamwork");
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
    }
}
