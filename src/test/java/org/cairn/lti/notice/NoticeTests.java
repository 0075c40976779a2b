package org.cairn.lti.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.TestNotice;
import org.cairn.TestPlatform;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.Notices;
import org.cairn.lti.TestLti;
import org.cairn.lti.launch.TestSignedMessages;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** Notices as platforms, thieves and broken platforms send them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NoticeTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TestPlatform CANVAS = TestPlatform.canvas();
    private static final TestPlatform OTHER = TestPlatform.canvas();

    private final MutableClock clock = new MutableClock(NOW);
    private final NotedContacts contacts = new NotedContacts();
    private final List<CourseCopied> copied = new ArrayList<>();
    private String unbearable = "";
    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final JdbcNotices notices;
    private final JdbcSubscriptions subscriptions;
    private final Taking taking;
    private final MockMvc endpoint;
    private final Platform canvas;
    private final Platform other;

    NoticeTests(TestDatabase kind) {
        database = kind.fresh();
        lti = TestLti.on(database, event -> {}, clock);
        CANVAS.useClock(clock);
        OTHER.useClock(clock);
        canvas = lti.platforms().register(CANVAS.registration("University"));
        other = lti.platforms().register(OTHER.registration("College"));
        notices = new JdbcNotices(database.jdbc());
        subscriptions = new JdbcSubscriptions(database.jdbc());
        taking = new Taking(
                notices,
                subscriptions,
                lti.platforms(),
                contacts,
                event -> {
                    CourseCopied told = (CourseCopied) event;
                    if (told.to().equals(unbearable)) {
                        throw new IllegalStateException("unbearable");
                    }
                    copied.add(told);
                },
                database.transactions(),
                clock);
        JsonMapper json = JsonMapper.builder().build();
        var messages = TestSignedMessages.with(
                url -> (selector, context) -> selector.select(new JWKSet(keys(url.toString()))));
        endpoint = MockMvcBuilders.standaloneSetup(
                        new NoticeController(new NoticeReader(lti.platforms(), messages, json, clock), taking, json))
                .build();
    }

    private static List<com.nimbusds.jose.jwk.JWK> keys(String url) {
        return url.equals(CANVAS.jwksUrl().toString())
                ? List.of(CANVAS.key().toPublicJWK())
                : List.of(OTHER.key().toPublicJWK());
    }

    @AfterAll
    static void close() {
        CANVAS.close();
        OTHER.close();
    }

    private MockHttpServletResponse send(String body) throws Exception {
        return endpoint.perform(post("/lti/notices")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private int sent(TestNotice notice) throws Exception {
        return send(TestNotice.body(notice.jwt())).getStatus();
    }

    private long taken() {
        return database.jdbc()
                .sql("select count(*) from notice_taken")
                .query(Long.class)
                .single();
    }

    @Test
    void helloSaysThatNoticesArrive() throws Exception {
        assertThat(sent(TestNotice.hello(CANVAS))).isEqualTo(200);

        assertThat(subscriptions.of(canvas.id())).singleElement().satisfies(hello -> {
            assertThat(hello.deploymentId()).isEqualTo(TestPlatform.DEPLOYMENT);
            assertThat(hello.type()).isEqualTo("LtiHelloWorldNotice");
            assertThat(hello.state()).isEqualTo(Notices.State.STANDING);
            assertThat(hello.heard()).isEqualTo(NOW);
        });
        assertThat(subscriptions.of(other.id())).isEmpty();
        assertThat(contacts.noted).containsExactly("NOTICE true null");
        assertThat(copied).isEmpty();
    }

    @Test
    void aCopiedCourseIsToldWithItsOrigin() throws Exception {
        assertThat(sent(TestNotice.copy(CANVAS, "original", "copy"))).isEqualTo(200);

        assertThat(copied)
                .containsExactly(
                        new CourseCopied(canvas.id(), List.of("original"), "copy", CourseCopied.How.NOTICE, NOW));
    }

    @Test
    void theSameNoticeCountsOnceHoweverOftenItComesAndHoweverItIsSigned() throws Exception {
        TestNotice notice = TestNotice.copy(CANVAS, "original", "copy");
        assertThat(send(TestNotice.body(notice.jwt(), notice.jwt())).getStatus())
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));
        assertThat(sent(notice.claim("iat", clock.instant().getEpochSecond())
                        .claim("exp", clock.instant().getEpochSecond() + 3600)))
                .isEqualTo(200);

        assertThat(copied).hasSize(1);
        assertThat(taken()).isOne();
    }

    @Test
    void theSameIdFromAnotherPlatformIsAnotherNotice() throws Exception {
        Map<String, String> same = Map.of("id", "n-1", "timestamp", NOW.toString(), "type", "LtiContextCopyNotice");
        assertThat(sent(TestNotice.copy(CANVAS, "a", "b").lti("notice", same))).isEqualTo(200);
        assertThat(sent(TestNotice.copy(OTHER, "c", "d").lti("notice", same))).isEqualTo(200);

        assertThat(copied).extracting(CourseCopied::platform).containsExactly(canvas.id(), other.id());
    }

    @Test
    void nothingIsRememberedLongerThanItMustBe() throws Exception {
        TestNotice notice = TestNotice.hello(CANVAS);
        sent(notice);
        clock.advance(NoticeReader.OLDEST.plusDays(1));
        taking.forget();
        assertThat(taken()).isOne();
        // what was taken is forgotten only after it is too old to be taken again
        clock.advance(Duration.ofDays(30));
        taking.forget();
        assertThat(taken()).isZero();
        long now = clock.instant().getEpochSecond();
        assertThat(sent(notice.claim("iat", now).claim("exp", now + 3600))).isEqualTo(200);
        assertThat(taken()).isZero();
    }

    @Test
    void oneBadNoticeDoesNotSpoilItsNeighbours() throws Exception {
        String good = TestNotice.copy(CANVAS, "original", "copy").jwt();
        String bad = TestNotice.copy(CANVAS, "original", "bad")
                .signedWith(TestPlatform.newKey(2048))
                .jwt();
        String body = "{\"notices\":[{\"jwt\":7},null,{},\"x\",{\"jwt\":\"" + bad + "\"},{\"jwt\":\"" + good
                + "\"},{\"jwt\":\"a.b.c\"}]}";

        assertThat(send(body).getStatus()).isEqualTo(200);

        assertThat(copied).extracting(CourseCopied::to).containsExactly("copy");
    }

    @Test
    void oneThatWeFailToTakeDoesNotSpoilItsNeighboursAndMayComeAgain() throws Exception {
        String body = TestNotice.body(
                TestNotice.copy(CANVAS, "original", "first").jwt(),
                TestNotice.copy(CANVAS, "original", "second").jwt(),
                TestNotice.copy(CANVAS, "original", "third").jwt());
        unbearable = "second";

        MockHttpServletResponse answer = send(body);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(copied).extracting(CourseCopied::to).containsExactly("first", "third");
        unbearable = "";
        assertThat(send(body).getStatus()).isEqualTo(200);
        assertThat(copied).extracting(CourseCopied::to).containsExactly("first", "third", "second");
    }

    @Test
    @Case({"T19", "T20", "T21", "T34", "T32", "T33", "T29", "T30", "T31"})
    void whatIsNotSignedForUsAndNowIsRefused() throws Exception {
        long now = NOW.getEpochSecond();
        List<TestNotice> refused = List.of(
                copy().signedWith(TestPlatform.newKey(2048)),
                copy().signedWith(OTHER.key()),
                copy().claim("iss", OTHER.issuer()),
                copy().claim("iss", OTHER.issuer())
                        .claim("aud", OTHER.clientId())
                        .claim("azp", OTHER.clientId()),
                copy().claim("iss", "https://nobody.example"),
                copy().claim("iss", null),
                copy().claim("aud", "somebody-else"),
                copy().claim("aud", null),
                copy().claim("aud", List.of()),
                copy().claim("aud", 7),
                copy().claim("aud", List.of(CANVAS.clientId(), "another")).claim("azp", null),
                copy().claim("azp", "another"),
                copy().claim("azp", 7),
                copy().claim("exp", now - 121),
                copy().claim("exp", null),
                copy().claim("exp", "" + (now + 60)),
                copy().claim("iat", now + 121),
                copy().claim("iat", null),
                copy().claim("iat", 1e300),
                copy().claim("nbf", now + 3600),
                copy().claim("nbf", "later"),
                copy().lti("version", "1.1"),
                copy().lti("deployment_id", null),
                copy().lti("deployment_id", "x".repeat(256)),
                copy().lti("notice", null),
                copy().lti("notice", List.of()),
                copy().lti("notice", Map.of("id", "1")),
                copy().lti("notice", Map.of("id", "", "type", "LtiContextCopyNotice")),
                copy().lti("notice", Map.of("id", "1", "type", "LtiContextCopyNotice", "timestamp", "noon")),
                copy().lti("context", null),
                copy().lti("context", Map.of("id", "a\u0000b")),
                copy().lti("origin_contexts", null),
                copy().lti("origin_contexts", "original"),
                copy().lti("origin_contexts", List.of()),
                copy().lti("origin_contexts", List.of(7)),
                copy().lti("origin_contexts", List.of("copy")),
                copy().lti("origin_contexts", Collections.nCopies(21, "x")));
        for (TestNotice notice : refused) {
            MockHttpServletResponse answer = send(TestNotice.body(notice.jwt()));
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        }
        assertThat(copied).isEmpty();
        assertThat(taken()).isZero();
    }

    private static TestNotice copy() {
        return TestNotice.copy(CANVAS, "original", "copy");
    }

    @Test
    @Case("F21")
    void aClockTwoMinutesOffIsBorne() throws Exception {
        long now = NOW.getEpochSecond();
        assertThat(sent(copy().claim("iat", now + 119))).isEqualTo(200);
        assertThat(sent(copy().claim("iat", now - 3600).claim("exp", now - 119)))
                .isEqualTo(200);
        assertThat(copied).hasSize(2).allSatisfy(one -> assertThat(one.at()).isEqualTo(NOW));
    }

    @Test
    @Case("T39")
    void aDeploymentThatIsNotEnabledTellsNothing() throws Exception {
        assertThat(sent(copy().lti("deployment_id", "2:unknown"))).isEqualTo(200);

        assertThat(copied).isEmpty();
        assertThat(taken()).isZero();
        assertThat(lti.platforms().acceptsDeployment(canvas.id(), "2:unknown")).isFalse();
    }

    @Test
    @Case("T55")
    void aPausedOrRemovedPlatformTellsNothing() throws Exception {
        lti.platforms().pause(canvas.id(), true);
        assertThat(sent(copy())).isEqualTo(400);
        lti.platforms().pause(canvas.id(), false);
        lti.platforms().remove(canvas.id());
        assertThat(sent(copy())).isEqualTo(400);
        assertThat(copied).isEmpty();
    }

    @Test
    void otherTypesAndOldTalesAreHeardAndIgnored() throws Exception {
        assertThat(sent(TestNotice.of(CANVAS, "LtiAssetProcessorSubmissionNotice")))
                .isEqualTo(200);
        assertThat(sent(copy().lti(
                                "notice",
                                Map.of(
                                        "id",
                                        "1",
                                        "type",
                                        "LtiContextCopyNotice",
                                        "timestamp",
                                        NOW.minus(Duration.ofDays(31)).toString()))))
                .isEqualTo(200);
        assertThat(copied).isEmpty();
        assertThat(taken()).isZero();
    }

    @Test
    void aBodyThatIsNoDeliveryIsRefusedWithAReason() throws Exception {
        for (String body : List.of(
                "", "null", "[]", "{", "{\"notices\":{}}", "{\"notices\":\"x\"}", "\u0000", "x=y", "{\"a\":1}")) {
            MockHttpServletResponse answer = send(body);
            assertThat(answer.getStatus()).as(body).isEqualTo(400);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
            assertThat(answer.getContentAsString()).contains("\"detail\"");
        }
        assertThat(send("{\"notices\":[]}").getStatus()).isEqualTo(200);
        String many = TestNotice.body(Collections.nCopies(101, "a.b.c").toArray(String[]::new));
        assertThat(send(many).getStatus()).isEqualTo(400);
        assertThat(send("{\"notices\":[{\"jwt\":\"" + "x".repeat(256 * 1024) + "\"}]}")
                        .getStatus())
                .isEqualTo(413);
        assertThat(endpoint.perform(post("/lti/notices")
                                .header("Content-Encoding", "gzip")
                                .content("{\"notices\":[]}"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(415);
    }

    @Test
    void twoRegistrationsWithOneIssuerAreToldApartByTheAudience() throws Exception {
        var twin = CANVAS.registration("College");
        Platform second = lti.platforms()
                .register(new org.cairn.platform.NewPlatform(
                        twin.institution(),
                        "Twin",
                        twin.family(),
                        twin.issuer(),
                        "second-client",
                        twin.authorizationUrl(),
                        twin.tokenUrl(),
                        twin.jwksUrl(),
                        twin.deploymentIds()));
        assertThat(sent(copy().claim("aud", "second-client").claim("azp", "second-client")))
                .isEqualTo(200);
        assertThat(sent(copy().claim("aud", List.of("second-client")).claim("azp", null)))
                .isEqualTo(200);
        assertThat(copied).extracting(CourseCopied::platform).containsExactly(second.id(), second.id());
    }
}
