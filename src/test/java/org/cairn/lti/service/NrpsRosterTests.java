package org.cairn.lti.service;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.lti.TestLti;
import org.cairn.net.TestOutbound;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class NrpsRosterTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(50))
            .build();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestOutbound outbound = new TestOutbound();
    private final TestLti lti;
    private final JdbcSweeps sweeps;
    private final RosterReader reader;
    private final NrpsRoster roster;
    private final List<Duration> pauses = new ArrayList<>();
    private final TestDatabase.Fresh database;

    NrpsRosterTests(TestDatabase kind) {
        this.database = kind.fresh();
        this.lti = TestLti.on(database, event -> {}, clock);
        this.sweeps = new JdbcSweeps(database.jdbc());
        this.reader = new RosterReader(
                lti.platforms(),
                lti.courses(),
                lti.learners(),
                new Memberships(
                        TestCalls.through(outbound, lti.platforms(), clock),
                        JsonMapper.builder().build(),
                        this::pause),
                sweeps,
                database.transactions(),
                clock);
        this.roster = new NrpsRoster(reader, sweeps, clock);
    }

    private void pause(Duration duration) {
        pauses.add(duration);
        clock.advance(duration);
    }

    private int sweep(CourseId course) throws ServiceRefused {
        return reader.read(course, () -> {});
    }

    @BeforeEach
    void grant() {
        SERVER.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(aResponse()
                        .withBody("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")));
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
    }

    private Platform platform(Family family) {
        NewPlatform asked = TestLti.registration("University", family);
        URI base = URI.create(SERVER.baseUrl());
        return lti.platforms()
                .register(new NewPlatform(
                        asked.institution(),
                        asked.name(),
                        family,
                        asked.issuer(),
                        asked.clientId(),
                        base,
                        base.resolve("/token"),
                        base,
                        List.of()));
    }

    private CourseId course(Platform platform) {
        CourseId course = lti.courses().know(platform.id(), "ctx 1", "565", "Rhetoric");
        lti.courses().rememberServices(course, URI.create(SERVER.baseUrl() + "/names?group=7"));
        return course;
    }

    private static String member(String id, String role, String more) {
        return "{\"user_id\":\"%s\",\"name\":\"Name of %s\",\"roles\":[\"%s\"]%s}".formatted(id, id, role, more);
    }

    private static ResponseDefinitionBuilder page(String... members) {
        return aResponse().withBody("{\"id\":\"x\",\"members\":[%s]}".formatted(String.join(",", members)));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlPathEqualTo("/names")).willReturn(answer));
    }

    private List<String> students(CourseId course) {
        return lti.courses().students(course).stream().map(Learner::name).toList();
    }

    @Test
    void everyoneOnCanvassRosterIsKnownByCanvassOwnIds() throws Exception {
        Platform canvas = platform(Family.CANVAS);
        CourseId course = course(canvas);
        answers(page(
                member("s1", "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner", """
                        ,"lti11_legacy_user_id":"l1","status":"Active","message":[{
                        "https://purl.imsglobal.org/spec/lti/claim/message_type":"LtiResourceLinkRequest",
                        "https://purl.imsglobal.org/spec/lti/claim/custom":{"canvas_user_id":48,
                        "canvas_user_global_id":"10000000000048","canvas_user_uuid":"u1",
                        "user_sis_id":"$Canvas.user.sisSourceId"}}]"""),
                member("t1", "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", ""),
                member("o1", "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor", ""),
                "{\"user_id\":\"test\",\"roles\":[\"Learner\",\"http://purl.imsglobal.org/vocab/lti/system/person#TestUser\"]}",
                "{\"roles\":[\"Learner\"]}"));
        assertThat(sweep(course)).isEqualTo(3);
        SERVER.verify(getRequestedFor(urlPathEqualTo("/names"))
                .withQueryParam("rlid", equalTo("ctx 1"))
                .withQueryParam("group", equalTo("7"))
                .withHeader("Authorization", equalTo("Bearer t1"))
                .withHeader("Accept", equalTo("application/vnd.ims.lti-nrps.v2.membershipcontainer+json")));
        assertThat(students(course)).containsExactly("Name of s1");
        var ann = lti.learners().find(canvas.id(), "s1").orElseThrow();
        assertThat(lti.learners().identifiers(canvas.id(), ann))
                .containsExactly(
                        new Identifier(IdentifierKind.SUB, "s1"),
                        new Identifier(IdentifierKind.LTI11, "l1"),
                        new Identifier(IdentifierKind.CANVAS_UUID, "u1"),
                        new Identifier(IdentifierKind.CANVAS_GLOBAL, "10000000000048"),
                        new Identifier(IdentifierKind.CANVAS_LOCAL, "48"));
        assertThat(lti.learners().find(canvas.id(), "test")).isEmpty();
    }

    @Test
    void pagesAreFollowedAsMoodleWritesThem() throws Exception {
        CourseId course = course(platform(Family.MOODLE));
        String two = SERVER.baseUrl() + "/names?from=2&amp;x=1";
        answers(page(member("a", "Learner", "")).withHeader("Link", "<" + two + ">; rel=“next”"));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("from", equalTo("2"))
                .withQueryParam("x", equalTo("1"))
                .willReturn(page(member("b", "Learner", ""))
                        .withHeader(
                                "Link",
                                "</names?differences=1>; rel=\"differences\", </names?from=3>;foo=bar; rel=\"next\"")));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("from", equalTo("3"))
                .willReturn(page(member("c", "Learner", "")).withHeader("Link", "</names?from=1>; rel=first")));
        assertThat(sweep(course)).isEqualTo(3);
        assertThat(students(course)).containsExactly("Name of a", "Name of b", "Name of c");
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/names")).withQueryParam("rlid", equalTo("ctx 1")));
    }

    @Test
    void aPageOnAnotherServerNeverSeesTheToken() {
        CourseId course = course(platform(Family.OTHER));
        for (String elsewhere : List.of(
                "http://localhost:1/names", "http://127.0.0.1/names", "https://localhost/names", "//evil.example/n")) {
            answers(page(member("a", "Learner", "")).withHeader("Link", "<" + elsewhere + ">; rel=\"next\""));
            assertThatThrownBy(() -> sweep(course))
                    .isInstanceOf(ServiceRefused.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("another server"));
        }
    }

    @Test
    @Case("A85")
    void aRosterThatTurnsInACircleIsLeft() {
        CourseId course = course(platform(Family.OTHER));
        answers(page(member("a", "Learner", "")).withHeader("Link", "</names?again=1>; rel=next"));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("again", equalTo("1"))
                .willReturn(page(member("b", "Learner", "")).withHeader("Link", "</names?group=7>; rel=next")));
        assertThatThrownBy(() -> sweep(course))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("comes back to a page"));
        SERVER.verify(3, getRequestedFor(urlPathEqualTo("/names")));
    }

    @Test
    @Case("A85")
    void aRosterThatNamesTheSamePeopleForEverIsLeft() {
        CourseId course = course(platform(Family.OTHER));
        for (int i = 0; i < 5; i++) {
            SERVER.stubFor(get(urlPathEqualTo("/names"))
                    .withQueryParam("group", equalTo(String.valueOf(7 + i)))
                    .willReturn(page(member("a", "Learner", ""))
                            .withHeader("Link", "</names?group=" + (8 + i) + ">; rel=next")));
        }
        assertThatThrownBy(() -> sweep(course))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("the same people"));
        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/names")));
    }

    @Test
    void whoHasVanishedFromAWholeRosterIsNoLongerInTheClass() throws Exception {
        CourseId course = course(platform(Family.CANVAS));
        answers(page(member("a", "Learner", ""), member("b", "Learner", ""), member("c", "Learner", "")));
        sweep(course);
        assertThat(students(course)).hasSize(3);
        answers(page(member("a", "Learner", "")).withHeader("Link", "</broken>; rel=next"));
        assertThatThrownBy(() -> sweep(course)).isInstanceOf(ServiceRefused.class);
        assertThat(students(course)).hasSize(3);
        answers(page(member("t", "Instructor", "")));
        sweep(course);
        assertThat(students(course)).hasSize(3);
        answers(page(member("a", "Learner", ""), member("b", "Learner", ",\"status\":\"Inactive\"")));
        sweep(course);
        assertThat(students(course)).containsExactly("Name of a");
        answers(page(member("a", "Learner", ""), member("b", "Learner", ""), member("c", "Learner", "")));
        sweep(course);
        assertThat(students(course)).hasSize(3);
    }

    @Test
    void someoneWhoTeachesIsNoStudentEvenWhenListedAsBoth() throws Exception {
        Platform platform = platform(Family.OTHER);
        CourseId course = course(platform);
        answers(page("{\"user_id\":\"a\",\"roles\":[\"Learner\",\"Instructor\"]}"));
        sweep(course);
        assertThat(students(course)).isEmpty();
        LearnerId both = lti.learners().find(platform.id(), "a").orElseThrow();
        lti.courses().join(course, both, Role.STUDENT, true);
        assertThat(lti.courses().isStudent(course, both)).isTrue();
    }

    @Test
    void aWithdrawnTokenIsReplacedOnce() throws Exception {
        CourseId course = course(platform(Family.OTHER));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .inScenario("withdrawn")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("renewed")
                .willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .inScenario("withdrawn")
                .whenScenarioStateIs("renewed")
                .willReturn(page(member("a", "Learner", ""))));
        assertThat(sweep(course)).isEqualTo(1);
        SERVER.resetAll();
        grant();
        answers(aResponse().withStatus(401));
        assertThatThrownBy(() -> sweep(course))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("401"));
        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/names")));
    }

    private static List<ResponseDefinitionBuilder> wrongAnswers() {
        return List.of(
                aResponse().withStatus(204),
                aResponse().withStatus(302).withHeader("Location", "/login"),
                aResponse().withStatus(401),
                aResponse().withStatus(403),
                aResponse().withStatus(403).withBody("403 Forbidden (Rate Limit Exceeded)"),
                aResponse().withStatus(404),
                aResponse().withStatus(410),
                aResponse().withStatus(422),
                aResponse().withStatus(429),
                aResponse().withStatus(429).withHeader("Retry-After", "1000"),
                aResponse().withStatus(500),
                aResponse().withBody("<html>Please log in</html>"),
                aResponse().withBody("{\"id\":\"x\",\"members\":[" + member("a", "Learner", "") + ","),
                aResponse().withBody("{\"id\":\"x\",\"members\":[" + member("a", "Learner", "") + "]"),
                aResponse().withBody("{\"members\":[]} trailing"),
                aResponse().withBody("{}"),
                aResponse().withBody("[]"),
                aResponse().withBody("\"members\""),
                aResponse().withBody("{\"members\":{}}"),
                aResponse().withBody("{\"members\":null}"),
                aResponse().withBody("{\"members\":" + "[".repeat(3_000)),
                aResponse().withBody(""),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    }

    @Test
    @Case("A84")
    void whatIsNoRosterIsRefused() {
        CourseId course = course(platform(Family.OTHER));
        for (ResponseDefinitionBuilder wrong : wrongAnswers()) {
            answers(wrong);
            clock.advance(Duration.ofHours(2));
            assertThatThrownBy(() -> sweep(course)).isInstanceOf(ServiceRefused.class);
            assertThat(roster.last(lti.courses().find(course).orElseThrow().platform()))
                    .singleElement()
                    .satisfies(asked -> {
                        assertThat(asked.failedAt()).isEqualTo(clock.instant());
                        assertThat(asked.failure()).isNotNull();
                    });
        }
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/login")));
    }

    @Test
    @Case("A84")
    void nobodyLeavesTheClassBecauseAPageIsMissing() throws Exception {
        CourseId course = course(platform(Family.CANVAS));
        answers(page(member("a", "Learner", ""), member("b", "Learner", ""), member("c", "Learner", "")));
        sweep(course);
        for (ResponseDefinitionBuilder wrong : wrongAnswers()) {
            clock.advance(Duration.ofHours(2));
            answers(page(member("a", "Learner", "")).withHeader("Link", "</names?second=1>; rel=next"));
            SERVER.stubFor(get(urlPathEqualTo("/names"))
                    .withQueryParam("second", equalTo("1"))
                    .willReturn(wrong));
            assertThatThrownBy(() -> sweep(course)).isInstanceOf(ServiceRefused.class);
            assertThat(students(course)).hasSize(3);
        }
    }

    @Test
    @Case({"F13", "A85"})
    void aThrottleInTheMiddleOnlyMakesItLonger() throws Exception {
        CourseId course = course(platform(Family.CANVAS));
        answers(page(member("a", "Learner", "")).withHeader("Link", "</names?second=1>; rel=next"));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("second", equalTo("1"))
                .inScenario("throttle")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "30")));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("second", equalTo("1"))
                .inScenario("throttle")
                .whenScenarioStateIs("over")
                .willReturn(page(member("b", "Learner", ""))));
        assertThat(sweep(course)).isEqualTo(2);
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
        assertThat(students(course)).hasSize(2);
    }

    @Test
    @Case("A85")
    void whoIsListedTwiceIsOnePersonAndThereWhenOneEntrySaysSo() throws Exception {
        Platform platform = platform(Family.OTHER);
        CourseId course = course(platform);
        answers(page(
                        member("a", "Learner", ""),
                        member("a", "Learner", ",\"status\":\"Inactive\""),
                        member("b", "Learner", ",\"status\":\"Deleted\""),
                        member("b", "Learner", ",\"status\":\"Active\""),
                        member("c", "Learner", ",\"status\":\"Deleted\""),
                        member("d", "Learner", ""),
                        member("t", "Learner", ""),
                        member("t", "Instructor", ""))
                .withHeader("Link", "</names?second=1>; rel=next"));
        SERVER.stubFor(get(urlPathEqualTo("/names"))
                .withQueryParam("second", equalTo("1"))
                .willReturn(page(
                        member("d", "Learner", ",\"status\":\"Inactive\""),
                        member("e", "Learner", ",\"status\":\"inactive\""),
                        member("a", "Learner", ""))));
        assertThat(sweep(course)).isEqualTo(6);
        assertThat(students(course)).containsExactly("Name of a", "Name of b", "Name of d");
        assertThat(lti.learners().find(platform.id(), "c")).isPresent();
    }

    @Test
    void rolesAreReadInEveryForm() throws Exception {
        CourseId course = course(platform(Family.MOODLE));
        String membership = "http://purl.imsglobal.org/vocab/lis/v2/membership";
        answers(page(
                member("a", "Learner", ""),
                member("b", membership + "#Learner", ""),
                member("c", membership + "/Learner#NonCreditLearner", ""),
                member("d", "Student", ""),
                member("e", membership + "/Instructor#TeachingAssistant", ""),
                member("f", "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student", ""),
                member("g", "Learner\",\"Mentor", ""),
                member("h", "Wizard", ""),
                member("i", "", ""),
                member("nul\\u0000", "Learner", ""),
                member("half\\ud800", "Learner", ""),
                member("x".repeat(256), "Learner", "")));
        assertThat(sweep(course)).isEqualTo(9);
        assertThat(students(course)).containsExactly("Name of a", "Name of b", "Name of c", "Name of d");
    }

    @Test
    void moodleIsAskedOnceForEverybody() throws Exception {
        CourseId course = course(platform(Family.MOODLE));
        answers(page(member("a", "Learner", ""), member("b", "Learner", "")));
        sweep(course);
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo("/names"))))
                .singleElement()
                .satisfies(asked -> assertThat(asked.getUrl()).isEqualTo("/names?group=7"));
    }

    @Test
    @Case("A85")
    void whatWasReadBeforeAStopStaysAndNobodyLeaves() throws Exception {
        CourseId course = course(platform(Family.OTHER));
        answers(page(member("gone", "Learner", "")));
        sweep(course);
        String[] members = IntStream.range(0, 450)
                .mapToObj(i -> member("m" + i, "Learner", ""))
                .toArray(String[]::new);
        answers(page(members));
        AtomicInteger handfuls = new AtomicInteger();
        assertThatThrownBy(() -> reader.read(course, () -> {
                    if (handfuls.incrementAndGet() == 3) {
                        throw new ServiceRefused(ServiceRefused.Reason.UNUSABLE, Complaint.of("enough"));
                    }
                }))
                .hasMessage("enough");
        assertThat(students(course))
                .as("two handfuls of two hundred, each in a transaction of its own, and who was there before")
                .hasSize(401)
                .contains("Name of gone");
        assertThat(sweep(course)).isEqualTo(450);
        assertThat(students(course)).hasSize(450).doesNotContain("Name of gone");
    }

    @Test
    void howItWentIsNotedForAdministrators() throws Exception {
        Platform platform = platform(Family.OTHER);
        CourseId course = course(platform);
        assertThat(roster.last(platform.id())).isEmpty();
        answers(page(member("a", "Learner", ""), member("b", "Learner", "")));
        sweep(course);
        Instant read = clock.instant();
        assertThat(roster.last(platform.id()))
                .containsExactly(new Roster.Asked(course, "Rhetoric", read, 2, null, null, null));
        clock.advance(Duration.ofHours(1));
        answers(aResponse().withStatus(404));
        assertThatThrownBy(() -> sweep(course)).isInstanceOf(ServiceRefused.class);
        assertThat(roster.last(platform.id()))
                .containsExactly(new Roster.Asked(
                        course,
                        "Rhetoric",
                        read,
                        2,
                        clock.instant(),
                        Roster.Failure.UNUSABLE,
                        "roster.status\tlocalhost\t404"));
        clock.advance(Duration.ofHours(1));
        answers(page(member("a", "Learner", "")));
        sweep(course);
        assertThat(roster.last(platform.id()))
                .containsExactly(new Roster.Asked(course, "Rhetoric", clock.instant(), 1, null, null, null));
        assertThat(roster.last(platform(Family.OTHER).id())).isEmpty();
    }

    @Test
    @Case("F21")
    void aClockThatIsPutBackDoesNotStopRequests() {
        CourseId course = course(platform(Family.OTHER));
        answers(page(member("a", "Learner", "")));
        roster.request(course);
        Awaitility.await().until(() -> students(course).size() == 1);
        clock.advance(Duration.ofHours(-1));
        answers(page(member("a", "Learner", ""), member("b", "Learner", "")));
        roster.request(course);
        Awaitility.await().until(() -> students(course).size() == 2);
    }

    @Test
    void nothingIsAskedOfPausedPlatformsOrForCoursesWithoutRoster() throws Exception {
        Platform platform = platform(Family.OTHER);
        assertThat(sweep(lti.courses().know(platform.id(), "other", "9", null))).isZero();
        CourseId course = course(platform);
        lti.platforms().pause(platform.id(), true);
        assertThat(sweep(course)).isZero();
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/names")));
    }

    @Test
    void requestsForTheSameCourseAreServedOncePerMinute() {
        CourseId course = course(platform(Family.OTHER));
        String[] members = IntStream.range(0, 60)
                .mapToObj(i -> member("m" + i, "Learner", ""))
                .toArray(String[]::new);
        answers(page(members));
        for (int i = 0; i < 20; i++) {
            roster.request(course);
        }
        Awaitility.await().until(() -> students(course).size() == 60);
        SERVER.verify(1, getRequestedFor(urlPathEqualTo("/names")));
        clock.advance(Duration.ofSeconds(60));
        roster.request(course);
        Awaitility.await()
                .until(() -> SERVER.findAll(getRequestedFor(urlPathEqualTo("/names")))
                                .size()
                        == 2);
        assertThat(Collections.frequency(students(course), "Name of m1")).isEqualTo(1);
    }
}
