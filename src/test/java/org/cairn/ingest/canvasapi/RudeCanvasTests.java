package org.cairn.ingest.canvasapi;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.service.TestCalls;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Canvas that answers as nobody should. */
class RudeCanvasTests {

    private static final String TOKEN = "very-secret-token";
    private static final InstitutionId INSTITUTION = new InstitutionId(new UUID(0, 1));
    private static final PlatformId PLATFORM = new PlatformId(INSTITUTION, new UUID(0, 2));
    private static final Course COURSE =
            new Course(new CourseId(INSTITUTION, new UUID(0, 3)), PLATFORM, "ctx", "565", "Engineering");

    private static WireMockServer canvas;

    private final List<Source.Sight> seen = new ArrayList<>();

    @BeforeAll
    static void start() {
        canvas = new WireMockServer(options().dynamicPort());
        canvas.start();
    }

    @AfterAll
    static void stop() {
        canvas.stop();
    }

    private Source.Refused refused(ResponseDefinitionBuilder answer) {
        canvas.resetAll();
        canvas.stubFor(any(anyUrl()).willReturn(answer));
        Source source = new CanvasSource(TestCalls.outbound(), Clock.systemUTC());
        Source.Account account = new Source.Account(
                new Feed("feed", PLATFORM, FeedKind.CANVAS_API, null, false), URI.create(canvas.baseUrl()), TOKEN);
        Source.Refused refused =
                Assertions.catchThrowableOfType(Source.Refused.class, () -> source.read(account, COURSE, new Notes()));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).doesNotContain(TOKEN);
        assertThat(source.tryOut(account).toString()).doesNotContain(TOKEN);
        return refused;
    }

    private void is(Reason reason, String words, ResponseDefinitionBuilder answer) {
        Source.Refused refused = refused(answer);
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
        assertThat(TestComplaints.english(refused.getMessage())).contains(words);
        assertThat(seen).isEmpty();
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    @Test
    @Case("F13")
    void everyWayOfAskingForFewerQuestionsIsUnderstood() {
        is(Reason.THROTTLED, "fewer", aResponse().withStatus(429));
        is(Reason.THROTTLED, "fewer", aResponse().withStatus(403).withBody("403 Forbidden (Rate Limit Exceeded)\n"));
        is(
                Reason.THROTTLED,
                "fewer",
                aResponse()
                        .withStatus(403)
                        .withHeader("x-rate-limit-remaining", "0.0")
                        .withBody("{}"));
        assertThat(refused(aResponse().withStatus(429).withHeader("Retry-After", "77"))
                        .retryAfterSeconds())
                .isEqualTo(77);
        assertThat(refused(aResponse().withStatus(429).withHeader("Retry-After", "soon"))
                        .retryAfterSeconds())
                .isNull();
    }

    @Test
    void refusalsAreToldApart() {
        is(
                Reason.NOT_ALLOWED,
                "has ended",
                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Bearer realm=\"canvas-lms\""));
        is(
                Reason.NOT_ALLOWED,
                "may not see this",
                aResponse().withStatus(401).withBody("{\"status\":\"unauthorized\"}"));
        is(Reason.NOT_ALLOWED, "403", aResponse().withStatus(403).withBody("{\"status\":\"unauthorized\"}"));
        is(Reason.NO_COURSE, "404", aResponse().withStatus(404));
    }

    @Test
    void failuresArePassingAndOtherAnswersAreNot() {
        is(Reason.NOT_REACHED, "500", aResponse().withStatus(500).withBody("<h1>Page Error</h1>"));
        is(Reason.NOT_REACHED, "503", aResponse().withStatus(503));
        is(Reason.UNUSABLE, "302", aResponse().withStatus(302).withHeader("Location", "https://sso.example.edu/"));
        is(Reason.UNUSABLE, "410", aResponse().withStatus(410));
        is(Reason.UNUSABLE, "nothing in it", json(""));
    }

    @Test
    void aSignInPageIsNoAnswer() {
        is(
                Reason.UNUSABLE,
                "web page",
                aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody("<html>"));
    }

    @Test
    void whatCannotBeReadIsSaidWithoutQuotingIt() {
        is(Reason.UNUSABLE, "no valid JSON", json("[{\"name\": \"Ada\""));
        is(Reason.UNUSABLE, "deeper", json("[".repeat(100_000)));
        is(Reason.UNUSABLE, "twice", json("{\"id\": 1, \"id\": 2}"));
        is(Reason.UNUSABLE, "UTF-8", json("").withBody(new byte[] {
            '{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'
        }));
    }

    @Test
    @Case("F16")
    void anAnswerWithoutEndEnds() {
        is(Reason.UNUSABLE, "", json("[" + " ".repeat(10_500_000) + "]"));
        is(Reason.NOT_REACHED, "", json("[" + " ".repeat(1_000) + "]").withChunkedDribbleDelay(1_000, 60_000));
    }

    @Test
    void aBrokenLineIsNoAnswer() {
        is(Reason.NOT_REACHED, "", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        is(Reason.NOT_REACHED, "", aResponse().withFault(Fault.EMPTY_RESPONSE));
        is(Reason.NOT_REACHED, "", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
    }

    @Test
    void somethingElseThanAListIsNoList() {
        Source.Refused refused = refused(json("{\"id\": 565, \"name\": \"Engineering\"}"));
        assertThat(refused.reason()).isEqualTo(Reason.UNUSABLE);
        assertThat(TestComplaints.english(refused.getMessage())).contains("else than a list");
    }

    /** Notes what a reading hands over. */
    private final class Notes implements Source.Reading {
        @Override
        public String cursor() {
            return null;
        }

        @Override
        public void found(List<Incoming> messages, String cursor) {
            throw new AssertionError("what was found was not asked for");
        }

        @Override
        public Set<String> news(List<Source.Sight> sights) {
            return Set.of();
        }

        @Override
        public void saw(List<Source.Sight> sights, String cursor) {
            seen.addAll(sights);
        }
    }
}
