package org.cairn.lti.registration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.cairn.Case;
import org.cairn.lti.Invitation.State;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationPageTests extends RegistrationWorld {

    @RegisterExtension
    static final WireMockExtension RUDE = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().dynamicHttpsPort())
            .build();

    private StubMoodle moodle;
    private StubCanvas canvas;
    private String invitation;

    @BeforeEach
    void nothingYet() {
        jdbc.sql("delete from platform_deployment").update();
        jdbc.sql("delete from platform").update();
        jdbc.sql("delete from institution").update();
        moodle = (StubMoodle) new StubMoodle("").served("localhost", "/moodle");
        canvas = (StubCanvas) new StubCanvas("").served("localhost", "");
        invitation = invite(Family.MOODLE);
    }

    @AfterEach
    void stop() {
        moodle.close();
        canvas.close();
    }

    private Map<String, String> opening(StubPlatform platform) {
        return opening(platform.configurationUrl().toString(), platform.newToken());
    }

    private Map<String, String> opening(String configuration, String token) {
        return new HashMap<>(
                Map.of("invitation", invitation, "openid_configuration", configuration, "registration_token", token));
    }

    private HttpResponse<String> failing(Failure failure, String configuration) {
        HttpResponse<String> page = get("/lti/register", opening(configuration, "ey.token"));
        assertFailed(failure, page);
        return page;
    }

    private void assertFailed(Failure failure, HttpResponse<String> page) {
        assertThat(page.body())
                .as(failure.name())
                .contains("<h1 class=\"lead\">" + words(failure.code() + ".title") + "</h1>")
                .contains(words(failure.code() + ".do"))
                .doesNotContain("Exception")
                .doesNotContain("??");
        assertThat(page.statusCode()).isEqualTo(failure.status().value());
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private void assertUsable() {
        assertThat(registered()).isZero();
        assertThat(invitations.find(invitation).orElseThrow().state()).isEqualTo(State.OPEN);
        HttpResponse<String> page = get("/lti/register", opening(moodle));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(registered()).isOne();
    }

    private static String rude() {
        return RUDE.getRuntimeInfo().getHttpBaseUrl();
    }

    private static String words(String key) {
        return java.util.ResourceBundle.getBundle("messages-registration", java.util.Locale.ROOT)
                .getString(key);
    }

    @Test
    void aPlatformThatOpensTheLinkIsConnected() {
        HttpResponse<String> page = get("/lti/register", opening(moodle), "Referer", moodle.base + "/admin/x");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("is connected to Cairn for University")
                .contains("choose “Activate”")
                .contains("Show in activity chooser")
                .contains("Back to Moodle")
                .contains("/assets/lti-close.js")
                .doesNotContain("??");
        String origin = moodle.base.replace("/moodle", "");
        assertThat(page.body()).contains("data-origins=\"" + origin + "\"");
        assertThat(policy(page)).endsWith("frame-ancestors " + origin).contains("form-action 'self'");
        Platform platform = platforms.find(moodle.base, moodle.clientId).orElseThrow();
        assertThat(platforms.deployments(platform.id())).containsExactly("4");
        assertThat(moodle.registered
                        .getFirst()
                        .path(StubPlatform.TOOL)
                        .path("domain")
                        .stringValue())
                .isEqualTo("127.0.0.1:8080");
    }

    @Test
    void canvasIsToldWhatToClick() {
        invitation = invite(Family.CANVAS);
        HttpResponse<String> page =
                get("/lti/register", opening(canvas), "Referer", "https://canvas.example.edu/accounts/1");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("University at Buffalo is connected")
                .contains("Enable &amp; Close")
                .contains("enter 10000000000001")
                .contains("data-origins=\"" + canvas.base + " https://canvas.example.edu\"");
        assertThat(policy(page)).endsWith("frame-ancestors " + canvas.base + " https://canvas.example.edu");
    }

    @Test
    @Case("S74")
    void foreignServersAreShownAndAgreedTo() {
        String elsewhere = moodle.base.replace("localhost", "127.0.0.1");
        moodle.change = configuration -> configuration.put("registration_endpoint", elsewhere + "/register");
        Map<String, String> opening = opening(moodle);
        HttpResponse<String> page = get("/lti/register", opening, "Referer", moodle.base + "/admin");
        String server = elsewhere.substring("http://".length(), elsewhere.length() - "/moodle".length());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<code class=\"url\">" + server + "</code>")
                .contains("<form method=\"post\"");
        assertThat(moodle.asked).noneMatch(one -> one.startsWith("POST"));
        assertThat(registered()).isZero();

        opening.put("server", server);
        opening.put("sender", moodle.base.replace("/moodle", ""));
        HttpResponse<String> agreed = post("/lti/register", opening);
        assertThat(agreed.body()).contains("is connected to Cairn");
        assertThat(policy(agreed)).endsWith(moodle.base.replace("/moodle", ""));
    }

    @Test
    @Case("S76")
    void aLinkThatIsUsedOldOrUnknownSaysSo() {
        assertThat(get("/lti/register", opening(moodle)).statusCode()).isEqualTo(200);
        Map<String, String> again = opening(moodle);
        HttpResponse<String> used = get("/lti/register", again);
        assertFailed(Failure.INVITATION_USED, used);
        for (String unknown : List.of("x", "x".repeat(100), "%00", "\ud83d\ude00", "' or 1=1 --")) {
            again.put("invitation", unknown);
            assertFailed(Failure.INVITATION_UNKNOWN, get("/lti/register", again));
            assertFailed(Failure.INVITATION_UNKNOWN, get("/lti/register", Map.of("invitation", unknown)));
        }
        again.remove("invitation");
        assertFailed(Failure.INVITATION_UNKNOWN, get("/lti/register", again));
        invitation = invite(Family.MOODLE);
        clock.advance(Duration.ofDays(7));
        assertFailed(Failure.INVITATION_EXPIRED, get("/lti/register", opening(moodle)));
        assertFailed(Failure.INVITATION_EXPIRED, get("/lti/register", Map.of("invitation", invitation)));
        assertThat(registered()).isOne();
    }

    @Test
    void parametersAreReadOnce() {
        Map<String, String> opening = opening(moodle);
        for (String twice : List.of("invitation", "openid_configuration", "registration_token")) {
            String query = encode(opening) + "&" + twice + "=x";
            assertFailed(
                    Failure.REQUEST,
                    send(HttpRequest.newBuilder(at("/lti/register?" + query)).GET()));
        }
        opening.put("registration_token", "a\r\nX-Evil: 1");
        assertFailed(Failure.REQUEST, get("/lti/register", opening));
        assertThat(moodle.asked).isEmpty();
        assertUsable();
    }

    @ParameterizedTest
    @Case({"S72", "S73"})
    @ValueSource(
            strings = {
                "",
                "configuration",
                "file:///etc/passwd",
                "gopher://localhost/",
                "jar:http://localhost/a.jar!/",
                "ftp://localhost/",
                "ldap://localhost/",
                "javascript:alert(1)",
                "http://lms.example.edu/configuration",
                "https://user:secret@lms.example.edu/",
                "https://lms.example.edu/#fragment",
                "https://lms.example.edu:22/",
                "https://lms.example.edu:25/",
                "https://lms.example.edu:6379/",
                "https://lms.example.edu:3306/",
                "https://lms.example.edu:99999/",
                "https:///configuration",
                "https://lms.example.edu/ x",
                "http://localhost:22/"
            })
    void addressesThatAreNoWebAddressesAreNotCalled(String address) {
        HttpResponse<String> page = failing(Failure.ADDRESS, address);
        assertThat(page.body()).doesNotContain("secret");
        assertUsable();
    }

    @Test
    @Case("S71")
    void redirectsAreNotFollowed() {
        RUDE.stubFor(any(urlPathEqualTo("/from"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", rude() + "/to")));
        HttpResponse<String> page = failing(Failure.CONFIGURATION_UNREADABLE, rude() + "/from");
        assertThat(page.body()).contains("HTTP 302");
        RUDE.verify(0, getRequestedFor(urlPathEqualTo("/to")));
        assertUsable();
    }

    @Test
    @Case("S75")
    void whatIsNoConfigurationIsSaidToBeNone() throws IOException {
        byte[] latin = "{\"issuer\": \"https://ä.example\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (ResponseDefinitionBuilder answer : List.of(
                aResponse().withHeader("Content-Type", "text/html").withBody("<html>Please log in</html>"),
                aResponse().withBody(""),
                aResponse().withBody("null"),
                aResponse().withBody("[]"),
                aResponse().withBody("{\"issuer\": "),
                aResponse().withBody("{} {}"),
                aResponse().withBody("{\"issuer\": 1, \"issuer\": 2}"),
                aResponse().withBody(latin),
                aResponse().withBody("{\"a\":".repeat(100_000)),
                aResponse().withBody("[".repeat(100_000)),
                aResponse().withBody("{\"a\": " + "9".repeat(500_000) + "}"),
                aResponse().withHeader("Content-Encoding", "gzip").withBody(gzip(new byte[100_000_000])),
                aResponse().withStatus(404).withBody("{}"),
                aResponse().withStatus(500).withBody("<html></html>"))) {
            RUDE.stubFor(any(anyUrl()).willReturn(answer));
            failing(Failure.CONFIGURATION_UNREADABLE, rude() + "/configuration");
        }
        RUDE.stubFor(
                any(anyUrl()).willReturn(aResponse().withBody("{\"$ref\": \"#\", \"issuer\": {\"$ref\": \"#\"}}")));
        failing(Failure.CONFIGURATION_WRONG, rude() + "/configuration");
        assertUsable();
    }

    @Test
    @Case("S75")
    void hugeAndDribbledConfigurationsAreLeft() {
        RUDE.stubFor(any(anyUrl()).willReturn(aResponse().withBody("x".repeat(1_000_001))));
        failing(Failure.TOO_LONG, rude() + "/configuration");
        RUDE.stubFor(
                any(anyUrl()).willReturn(aResponse().withBody("x".repeat(100)).withChunkedDribbleDelay(100, 60_000)));
        failing(Failure.TOO_SLOW, rude() + "/configuration");
        RUDE.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
        failing(Failure.NOT_REACHED, rude() + "/configuration");
        assertUsable();
    }

    @Test
    @Case("S80")
    void aCertificateThatNobodyVouchesForIsNotTrusted() {
        RUDE.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
        failing(Failure.NOT_REACHED, "https://localhost:" + RUDE.getHttpsPort() + "/configuration");
        assertThat(RUDE.getAllServeEvents()).isEmpty();
    }

    @Test
    void theRefusalOfAPlatformIsShownAsText() {
        moodle.changeAnswer = real -> StubPlatform.text(400, "missing_domain ${7*7} \"><script>alert(1)</script>");
        HttpResponse<String> page = get("/lti/register", opening(moodle));
        assertFailed(Failure.REFUSED, page);
        assertThat(page.body()).contains("HTTP 400: missing_domain ${7*7}").doesNotContain("<script>alert");
        moodle.changeAnswer = real -> real;
        assertUsable();
    }

    @Test
    void whatCannotBeKeptOfAnAnswerIsSaidInWords() {
        moodle.changeAnswer = real -> StubPlatform.text(200, "{\"client_id\": \"10000~17\"}");
        HttpResponse<String> page = get("/lti/register", opening(moodle));
        assertFailed(Failure.ANSWER_WRONG, page);
        assertThat(page.body())
                .contains("<p>clientId must be a number without leading zeros, sign or ~.</p>")
                .doesNotContain("field.client-number");
        moodle.changeAnswer = real -> real;
        assertUsable();
    }

    @Test
    void whatAPlatformCallsItselfIsShownAsText() {
        canvas.change = configuration -> {
            ((tools.jackson.databind.node.ObjectNode)
                            configuration.path("https://purl.imsglobal.org/spec/lti-platform-configuration"))
                    .put(
                            "https://canvas.instructure.com/lti/account_name",
                            "<img src=x>\u202e[[${7*7}]]" + "y".repeat(900));
            return configuration;
        };
        HttpResponse<String> page = get("/lti/register", opening(canvas));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;img src=x&gt; [[${7*7}]]yyy")
                .doesNotContain("<img src=x>")
                .doesNotContain("\u202e");
    }

    @Test
    void aPersonIsToldWhereToPasteTheLink() {
        HttpResponse<String> page = get("/lti/register", Map.of("invitation", invitation));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("http://127.0.0.1:8080/lti/register?invitation=" + invitation)
                .contains("Manage tools")
                .contains("Add LTI Advantage")
                .contains("Waiting for your platform")
                .doesNotContain("??");
        assertThat(policy(page)).endsWith("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        HttpResponse<String> forCanvas = get("/lti/register", Map.of("invitation", invite(Family.CANVAS)));
        assertThat(forCanvas.body()).contains("+ LTI Registration").contains("/lti/config/canvas.json");
        assertThat(get("/lti/register", Map.of("invitation", invite(Family.OTHER)))
                        .body())
                .contains("Dynamic Registration")
                .doesNotContain("??");
    }

    @Test
    void theOpenPageHearsOfTheConnectionAndAsksNoMore() {
        HttpResponse<String> waiting = get("/lti/register/state", Map.of("invitation", invitation));
        assertThat(waiting.statusCode()).isEqualTo(200);
        assertThat(waiting.body()).contains("Waiting").doesNotContain("<html");
        get("/lti/register", opening(moodle));
        HttpResponse<String> connected = get("/lti/register/state", Map.of("invitation", invitation));
        assertThat(connected.statusCode()).isEqualTo(286);
        assertThat(connected.body())
                .contains("localhost")
                .contains("is connected")
                .contains("choose “Activate”");
        HttpResponse<String> page = get("/lti/register", Map.of("invitation", invitation));
        assertThat(page.body())
                .contains("is connected")
                .doesNotContain("hx-get")
                .doesNotContain("id=\"link\"");
        assertThat(get("/lti/register/state", Map.of("invitation", "unknown")).statusCode())
                .isEqualTo(404);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }
}
