package org.cairn.lti.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.Invitation.State;
import org.cairn.lti.Invitations.Made;
import org.cairn.lti.TestLti;
import org.cairn.lti.registration.Registrar.Outcome.Connected;
import org.cairn.lti.registration.Registrar.Outcome.Unconfirmed;
import org.cairn.net.Outbound;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Connection;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RegistrarTests {

    private static final String PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration";
    private static final PublicUrl PUBLIC = new PublicUrl(URI.create("https://badges.example.edu"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestDatabase.Fresh database;
    private final Platforms platforms;
    private final StoredInvitations invitations;
    private final StubMoodle moodle = new StubMoodle("https://moodle.example.edu/learn");
    private final StubCanvas canvas = new StubCanvas("https://canvas.instructure.com");

    RegistrarTests(TestDatabase database) {
        this.database = database.fresh();
        this.platforms = TestLti.on(this.database, event -> {}, clock).platforms();
        this.invitations = new StoredInvitations(
                new JdbcInvitations(this.database.jdbc()),
                platforms,
                PUBLIC,
                new RegistrationSettings(Duration.ofDays(7)),
                clock);
    }

    private Registrar registrar(Outbound platform) {
        return new Registrar(invitations, platforms, platform, database.transactions(), PUBLIC);
    }

    private String invite(String institution, Family family) {
        return token(invitations.invite(institution, family, null, "operator"));
    }

    private static String token(Made made) {
        return made.url().substring(made.url().indexOf('=') + 1);
    }

    private Registrar.Outcome register(StubPlatform platform, String invitation, String... confirmed)
            throws RegistrationFailed {
        return registrar(platform)
                .register(new Registrar.Request(
                        invitation, platform.configurationUrl().toString(), platform.newToken(), Set.of(confirmed)));
    }

    private Platform connected(StubPlatform platform, String invitation) throws RegistrationFailed {
        return ((Connected) register(platform, invitation)).platform();
    }

    private RegistrationFailed failed(StubPlatform platform, String invitation) {
        return catchThrowableOfType(RegistrationFailed.class, () -> register(platform, invitation));
    }

    private void assertUsable(String invitation) {
        assertThat(invitations.find(invitation).orElseThrow().state()).isEqualTo(State.OPEN);
        invitations.release(invitations.claim(invitation).orElseThrow());
    }

    @Test
    void moodleIsConnectedWithItsDeployment() throws Exception {
        String invitation = invite("University", Family.MOODLE);
        Platform platform = connected(moodle, invitation);
        assertThat(platform.issuer()).isEqualTo("https://moodle.example.edu/learn");
        assertThat(platform.clientId()).isEqualTo(moodle.clientId);
        assertThat(platform.family()).isEqualTo(Family.MOODLE);
        assertThat(platform.name()).isEqualTo("moodle.example.edu");
        assertThat(platform.tokenUrl()).hasToString("https://moodle.example.edu/learn/mod/lti/token.php");
        assertThat(platforms.find(platform.issuer(), platform.clientId())).contains(platform);
        assertThat(platforms.deployments(platform.id())).containsExactly("4");
        Connection connection = platforms.connection(platform.id()).orElseThrow();
        assertThat(connection.origin()).isEqualTo(Connection.Origin.DYNAMIC);
        assertThat(connection.guid()).isNull();
        assertThat(connection.tokenAudience()).isNull();
        assertThat(platforms.institutionNamed("University").orElseThrow().id())
                .isEqualTo(platform.id().institution());
        assertThat(invitations.find(invitation).orElseThrow().platform()).isEqualTo(platform.id());
    }

    @Test
    void moodleIsAskedForWhatItOffersOnly() throws Exception {
        connected(moodle, invite("University", Family.MOODLE));
        JsonNode body = moodle.registered.getFirst();
        assertThat(body.path("scope").stringValue().split(" "))
                .containsExactly(
                        "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
                        "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
                        "https://purl.imsglobal.org/spec/lti-ags/scope/score",
                        "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");
        JsonNode tool = body.path(StubPlatform.TOOL);
        assertThat(tool.path("domain").stringValue()).isEqualTo("badges.example.edu");
        assertThat(StubPlatform.texts(tool.path("claims")))
                .containsExactly("iss", "sub", "name", "given_name", "family_name", "email");
        assertThat(tool.path("custom_parameters")).isEqualTo(StubPlatform.JSON.readTree("""
                {"user_sis_id": "$Person.sourcedId", "context_id_history": "$Context.id.history"}"""));
        assertThat(tool.path("messages")).hasSize(2);
        assertThat(tool.path("messages").path(0).path("type").stringValue()).isEqualTo("LtiResourceLinkRequest");
        assertThat(tool.path("messages").path(0).has("placements")).isFalse();
        assertThat(tool.path("messages").path(1).path("placements"))
                .isEqualTo(StubPlatform.JSON.readTree("[\"ContentArea\"]"));
    }

    @Test
    void hostedCanvasIsConnectedWithItsTwins() throws Exception {
        Connected connected = (Connected) register(canvas, invite("University", Family.CANVAS));
        assertThat(connected.all())
                .extracting(Platform::issuer)
                .containsExactly(
                        "https://canvas.instructure.com",
                        "https://canvas.beta.instructure.com",
                        "https://canvas.test.instructure.com");
        assertThat(connected.all())
                .extracting(Platform::name)
                .containsExactly(
                        "University at Buffalo", "University at Buffalo (beta)", "University at Buffalo (test)");
        assertThat(connected.all())
                .extracting(Platform::jwksUrl)
                .containsExactly(
                        URI.create("https://sso.canvaslms.com/api/lti/security/jwks"),
                        URI.create("https://sso.beta.canvaslms.com/api/lti/security/jwks"),
                        URI.create("https://sso.test.canvaslms.com/api/lti/security/jwks"));
        for (Platform one : connected.all()) {
            assertThat(one.clientId()).isEqualTo("10000000000001");
            assertThat(platforms.deployments(one.id())).isEmpty();
            Connection connection = platforms.connection(one.id()).orElseThrow();
            assertThat(connection.guid()).isEqualTo("Qx7Lk2:canvas-lms");
            assertThat(connection.tokenAudience()).isNull();
        }
    }

    @Test
    void canvasIsAskedForPlacementsAndEveryId() throws Exception {
        connected(canvas, invite("University", Family.CANVAS));
        JsonNode body = canvas.registered.getFirst();
        assertThat(body.path("scope").stringValue()).contains("noticehandlers").doesNotContain("account_lookup");
        JsonNode tool = body.path(StubPlatform.TOOL);
        assertThat(tool.path("https://canvas.instructure.com/lti/tool_id").stringValue())
                .isEqualTo("cairn");
        assertThat(tool.path("https://canvas.instructure.com/lti/privacy_level").stringValue())
                .isEqualTo("public");
        assertThat(tool.path("custom_parameters").path("canvas_user_uuid").stringValue())
                .isEqualTo("$vnd.instructure.User.uuid");
        assertThat(tool.path("custom_parameters").propertyNames())
                .containsExactlyInAnyOrderElementsOf(ToolDescription.CANVAS_FIELDS.keySet());
        List<String> placed = new ArrayList<>();
        for (JsonNode message : tool.path("messages")) {
            placed.add(message.path("type").stringValue() + " "
                    + String.join(",", StubPlatform.texts(message.path("placements"))));
        }
        assertThat(placed)
                .containsExactly(
                        "LtiResourceLinkRequest course_navigation",
                        "LtiResourceLinkRequest account_navigation",
                        "LtiResourceLinkRequest user_navigation",
                        "LtiDeepLinkingRequest link_selection",
                        "LtiDeepLinkingRequest editor_button",
                        "LtiDeepLinkingRequest assignment_selection");
        JsonNode course = tool.path("messages").path(0);
        assertThat(course.path("https://canvas.instructure.com/lti/course_navigation/default_enabled")
                        .booleanValue())
                .isFalse();
        assertThat(course.path("https://canvas.instructure.com/lti/visibility").stringValue())
                .isEqualTo("members");
    }

    /** Canvas puts the common name where it puts {@code link_selection}: it must not be asked for twice. */
    @Test
    void ofTwoNamesForOnePlacementCanvasIsAskedForItsOwn() throws Exception {
        canvas.change = configuration -> {
            ((ArrayNode) configuration
                            .path("https://purl.imsglobal.org/spec/lti-platform-configuration")
                            .path("messages_supported")
                            .path(1)
                            .path("placements"))
                    .add("ContentArea")
                    .add("RichTextEditor");
            return configuration;
        };
        connected(canvas, invite("University", Family.CANVAS));
        assertThat(canvas.registered.getFirst().toString())
                .contains("link_selection")
                .doesNotContain("ContentArea");
    }

    @Test
    void noParameterOfTheToolHidesOneOfALink() {
        assertThat(ToolDescription.CANVAS_FIELDS).doesNotContainKeys("cairn_view", "cairn_badge");
        assertThat(ToolDescription.FIELDS).doesNotContainKeys("cairn_view", "cairn_badge");
    }

    @Test
    void aSilentPlatformIsAskedForBothMessagesWithoutPlacements() throws Exception {
        moodle.change = configuration -> {
            configuration.remove(List.of("scopes_supported", "claims_supported", PLATFORM));
            return configuration;
        };
        Platform platform = connected(moodle, invite("University", Family.OTHER));
        assertThat(platform.family()).isEqualTo(Family.OTHER);
        JsonNode body = moodle.registered.getFirst();
        assertThat(body.path("scope").stringValue().split(" ")).hasSize(5);
        JsonNode messages = body.path(StubPlatform.TOOL).path("messages");
        assertThat(messages).hasSize(2).noneMatch(message -> message.has("placements"));
        assertThat(body.path(StubPlatform.TOOL).path("custom_parameters")).isEmpty();
    }

    @Test
    void onlyPlatformsOfOtherMakesNameTheirAudience() throws Exception {
        moodle.change = configuration -> {
            ((ObjectNode) configuration.path(PLATFORM)).put("product_family_code", "openolat");
            return configuration.put("authorization_server", "https://tokens.example.edu");
        };
        Platform platform = connected(moodle, invite("University", Family.OTHER));
        assertThat(platforms.connection(platform.id()).orElseThrow().tokenAudience())
                .isEqualTo("https://tokens.example.edu");
    }

    @Test
    void theNameOfTheInvitationWins() throws Exception {
        String invitation = token(invitations.invite("University", Family.CANVAS, "UBLearns", "operator"));
        assertThat(connected(canvas, invitation).name()).isEqualTo("UBLearns");
    }

    @Test
    @Case("S77")
    void repeatingItBringsTheRegistrationUpToDate() throws Exception {
        Platform first = connected(moodle, invite("University", Family.MOODLE));
        moodle.change = configuration -> configuration.put("jwks_uri", "https://moodle.example.edu/learn/new-keys");
        Platform again = connected(moodle, invite("University", Family.MOODLE));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(platforms.find(first.id()).orElseThrow().jwksUrl())
                .hasToString("https://moodle.example.edu/learn/new-keys");
        assertThat(platforms.of(first.id().institution())).hasSize(1);
    }

    @Test
    @Case("S77")
    void anotherInstitutionsPlatformIsNotTaken() throws Exception {
        Platform theirs = connected(canvas, invite("University", Family.CANVAS));
        canvas.change = configuration -> configuration.put("token_endpoint", "https://canvas.instructure.com/other");
        String invitation = invite("College", Family.CANVAS);
        assertThat(failed(canvas, invitation).failure()).isEqualTo(Failure.OTHER_INSTITUTION);
        assertThat(platforms.find(theirs.id())).contains(theirs);
        assertThat(platforms.institutionNamed("College")).isEmpty();
        assertThat(failed(canvas, invitation).failure()).isEqualTo(Failure.INVITATION_USED);
    }

    @Test
    @Case("S74")
    void foreignServersAreConfirmedFirst() throws Exception {
        moodle.change = configuration -> configuration
                .put("registration_endpoint", "https://elsewhere.example.org/register")
                .put("token_endpoint", "https://moodle.example.edu:8443/token");
        String invitation = invite("University", Family.MOODLE);
        Unconfirmed unconfirmed = (Unconfirmed) register(moodle, invitation);
        assertThat(unconfirmed.servers()).containsExactly("moodle.example.edu:8443", "elsewhere.example.org");
        assertThat(moodle.asked).noneMatch(one -> one.startsWith("POST"));
        assertUsable(invitation);
        assertThat(register(moodle, invitation, "elsewhere.example.org")).isInstanceOf(Unconfirmed.class);
        assertThat(platforms.institutions()).isEmpty();

        Connected connected =
                (Connected) register(moodle, invitation, "moodle.example.edu:8443", "elsewhere.example.org");
        assertThat(connected.platform().tokenUrl()).hasToString("https://moodle.example.edu:8443/token");
    }

    /** Otherwise any server could take the place of one of Instructure's customers. */
    @Test
    @Case("S74")
    void whoIsNotInstructureDoesNotSpeakForItUnasked() throws Exception {
        StubCanvas own = new StubCanvas("https://canvas.example.edu");
        own.endpoints = "https://canvas.example.edu";
        own.change = configuration -> configuration.put("issuer", "https://canvas.instructure.com");
        Unconfirmed unconfirmed = (Unconfirmed) register(own, invite("University", Family.CANVAS));
        assertThat(unconfirmed.servers()).containsExactly("canvas.instructure.com");
    }

    @Test
    void refusalsAreRepeatedInShortAndLeaveTheLinkUsable() {
        String invitation = invite("University", Family.MOODLE);
        Map<Outbound.Answer, String> refusals = Map.of(
                StubPlatform.text(400, "domain_targetlinkuri_mismatch"), "HTTP 400: domain_targetlinkuri_mismatch",
                StubPlatform.text(400, "x".repeat(100_000)), "HTTP 400: " + "x".repeat(199),
                StubPlatform.text(500, "<html><body>Sorry</body></html>"), "HTTP 500",
                StubPlatform.text(302, ""), "HTTP 302",
                StubPlatform.json(422, Map.of("errors", List.of(Map.of("message", "no\nscope\u0000")))),
                        "HTTP 422: no scope",
                StubPlatform.json(400, Map.of("error", "invalid_client_metadata", "error_description", "No way")),
                        "HTTP 400: No way");
        refusals.forEach((answer, shown) -> {
            moodle.changeAnswer = real -> answer;
            RegistrationFailed failed = failed(moodle, invitation);
            assertThat(failed.failure()).as(shown).isEqualTo(Failure.REFUSED);
            assertThat(failed.detail()).isEqualTo(shown);
            assertUsable(invitation);
        });
        assertThat(platforms.institutions()).isEmpty();
    }

    @Test
    @Case("S76")
    void aPlatformsTokenWorksOnce() throws Exception {
        String token = moodle.newToken();
        Registrar.Request first = new Registrar.Request(
                invite("University", Family.MOODLE), moodle.configurationUrl().toString(), token, Set.of());
        assertThat(registrar(moodle).register(first)).isInstanceOf(Connected.class);
        for (String bad : List.of(token, "ey.garbage")) {
            String invitation = invite("University", Family.MOODLE);
            Registrar.Request again =
                    new Registrar.Request(invitation, moodle.configurationUrl().toString(), bad, Set.of());
            RegistrationFailed failed = catchThrowableOfType(
                    RegistrationFailed.class, () -> registrar(moodle).register(again));
            assertThat(failed.failure()).isEqualTo(Failure.TOKEN_REFUSED);
            assertUsable(invitation);
        }
    }

    @Test
    void anAnswerWithoutAClientIdConnectsNothing() {
        String invitation = invite("University", Family.MOODLE);
        for (String answer : List.of(
                "<html>Welcome</html>",
                "",
                "[]",
                "null",
                "{}",
                "{\"client_id\": \" \"}",
                "{\"client_id\": {}}",
                "{\"client_id\": \"" + "x".repeat(256) + "\"}",
                "{\"client_id\": \"a\\u0000\"}")) {
            moodle.changeAnswer = real -> StubPlatform.text(200, answer);
            assertThat(failed(moodle, invitation).failure()).as(answer).isEqualTo(Failure.ANSWER_WRONG);
        }
        assertThat(platforms.institutions()).isEmpty();
        assertUsable(invitation);
    }

    @Test
    void aClientIdThatHasSeveralSpellingsConnectsNothing() {
        String invitation = invite("University", Family.CANVAS);
        for (String odd : List.of("007", "10000~17", "-1")) {
            moodle.changeAnswer = real -> StubPlatform.text(200, "{\"client_id\": \"%s\"}".formatted(odd));
            RegistrationFailed failed = failed(moodle, invitation);
            assertThat(failed.failure()).as(odd).isEqualTo(Failure.ANSWER_WRONG);
        }
        assertThat(platforms.institutions()).isEmpty();
        assertUsable(invitation);
    }

    @Test
    void idsMayBeNumbers() throws Exception {
        moodle.changeAnswer = real ->
                StubPlatform.text(201, "{\"client_id\": 17, \"" + StubPlatform.TOOL + "\": {\"deployment_id\": 4}}");
        Platform platform = connected(moodle, invite("University", Family.MOODLE));
        assertThat(platform.clientId()).isEqualTo("17");
        assertThat(platforms.deployments(platform.id())).containsExactly("4");
    }

    @Test
    void aConfigurationMustBeWholeAndSafe() {
        String invitation = invite("University", Family.MOODLE);
        for (String field :
                List.of("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")) {
            for (String wrong : List.of(
                    "",
                    "moodle",
                    "http://moodle.example.edu/x",
                    "https://u:p@moodle.example.edu/",
                    "https://moodle.example.edu/#f",
                    "javascript:alert(1)",
                    "file:///etc/passwd",
                    "https:///x",
                    "https://moodle.example.edu:22/",
                    "https://moodle.example.edu:6379/",
                    "http://127.0.0.1/",
                    "https://moodle.example.edu/" + "x".repeat(512))) {
                moodle.change = configuration -> configuration.put(field, wrong);
                RegistrationFailed failed = failed(moodle, invitation);
                assertThat(failed.failure()).as(field + " " + wrong).isEqualTo(Failure.CONFIGURATION_WRONG);
                assertThat(failed.detail()).isEqualTo(field);
            }
            moodle.change = configuration -> (ObjectNode) configuration.remove(List.of(field));
            assertThat(failed(moodle, invitation).failure()).isEqualTo(Failure.CONFIGURATION_WRONG);
            moodle.change = configuration -> configuration.put(field, 1);
            assertThat(failed(moodle, invitation).failure()).isEqualTo(Failure.CONFIGURATION_WRONG);
        }
        moodle.change = configuration -> configuration.set(
                "token_endpoint_auth_methods_supported", StubPlatform.JSON.readTree("[\"client_secret_basic\"]"));
        assertThat(failed(moodle, invitation).detail()).isEqualTo("token_endpoint_auth_methods_supported");
        assertThat(moodle.asked).noneMatch(one -> one.startsWith("POST"));
        assertUsable(invitation);
    }

    @Test
    @Case("S79")
    void nothingButTheConfigurationAndTheRegistrationIsCalled() throws Exception {
        moodle.change = configuration -> {
            ((ObjectNode) configuration.path(PLATFORM)).put("logo_uri", "https://moodle.example.edu/logo");
            return configuration
                    .put("logo_uri", "https://moodle.example.edu/logo")
                    .put("op_policy_uri", "https://a.example/");
        };
        connected(moodle, invite("University", Family.MOODLE));
        assertThat(moodle.asked)
                .containsExactly(
                        "GET https://moodle.example.edu/learn/mod/lti/openid-configuration.php",
                        "POST https://moodle.example.edu/learn/mod/lti/openid-registration.php");
    }

    @Test
    @Case("S76")
    void ofTwoWindowsAtOnceOneConnects() throws Exception {
        String invitation = invite("University", Family.MOODLE);
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        moodle.beforeAnswer = () -> {
            inHand.countDown();
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (var threads = Executors.newSingleThreadExecutor()) {
            Callable<Platform> first = () -> connected(moodle, invitation);
            var running = threads.submit(first);
            assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(failed(moodle, invitation).failure()).isEqualTo(Failure.INVITATION_BUSY);
            goOn.countDown();
            assertThat(running.get()).isNotNull();
        }
        assertThat(moodle.registered).hasSize(1);
        assertThat(failed(moodle, invitation).failure()).isEqualTo(Failure.INVITATION_USED);
    }

    /** A window that took longer than an invitation is held, and another that was quicker. */
    @Test
    void whoeverComesSecondAfterAllStoresNothing() throws Exception {
        String invitation = invite("University", Family.MOODLE);
        StubMoodle quick = new StubMoodle("https://other.example.edu");
        moodle.beforeAnswer = () -> {
            clock.advance(Duration.ofMinutes(2));
            try {
                connected(quick, invitation);
            } catch (RegistrationFailed e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(failed(moodle, invitation).failure()).isEqualTo(Failure.INVITATION_USED);
        assertThat(platforms.findByIssuer("https://moodle.example.edu/learn")).isEmpty();
        assertThat(platforms.findByIssuer("https://other.example.edu")).hasSize(1);
    }
}
