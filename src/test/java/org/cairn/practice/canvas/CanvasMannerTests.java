package org.cairn.practice.canvas;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.practice.StrictTool.AGS;
import static org.cairn.practice.StrictTool.CONFIGURATION;
import static org.cairn.practice.StrictTool.DEEP;
import static org.cairn.practice.StrictTool.JSON;
import static org.cairn.practice.StrictTool.LTI;

import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.cairn.practice.Manner;
import org.cairn.practice.StrictTool;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The platform in the manner of Canvas, in front of a tool that takes nothing for granted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanvasMannerTests {

    private static final String TEACHER = "?as=ingrid-solheim";

    private StrictTool tool;
    private String client;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        tool = new StrictTool(home, Manner.CANVAS);
        client = tool.connected();
    }

    @AfterAll
    void stop() {
        tool.close();
    }

    @Test
    void theConfigurationIsForTheInvitedOnly() throws Exception {
        Map<String, String> invited = tool.invited("");
        String url = invited.get("openid_configuration");

        assertThat(tool.call("GET", url, null, null, null, null).statusCode()).isEqualTo(401);
        JsonNode told = JSON.readTree(tool.call("GET", url, invited.get("registration_token"), null, null, null)
                .body());
        assertThat(told.path("issuer").asString()).isEqualTo(tool.base);
        assertThat(told.path("https://purl.imsglobal.org/spec/lti-platform-configuration")
                        .path("product_family_code")
                        .asString())
                .isEqualTo("canvas");
    }

    @Test
    void aRegistrationIsOffAndNotInstalledUntilTheAdministratorActs() throws Exception {
        JsonNode answer = JSON.readTree(
                tool.register(tool.invited(""), tool.registration()).body());
        String made = answer.path("client_id").asString();

        assertThat(answer.has("unheard_of")).isFalse();
        assertThat(answer.path(CONFIGURATION).has("unheard_of")).isFalse();
        assertThat(answer.path(CONFIGURATION).has("deployment_id")).isFalse();
        assertThat(answer.path(CONFIGURATION)
                        .path("messages")
                        .path(0)
                        .path("placements")
                        .toString())
                .contains("course_navigation");
        assertThat(tool.form("/admin/tools/" + made + "/place", Map.of()).statusCode())
                .as("off tools cannot be installed")
                .isEqualTo(409);
        assertThat(tool.read("/courses/101?as=mara-okafor").body()).doesNotContain("tool=" + made);
        assertThat(tool.token(made, Instant.now(), Scopes.SCORE).statusCode()).isEqualTo(400);
        tool.form("/admin/tools/" + made + "/on", Map.of());
        tool.form("/admin/tools/" + made + "/place", Map.of());
        assertThat(tool.launch("/courses/101?as=mara-okafor&tool=" + made)
                        .path(LTI + "deployment_id")
                        .asString())
                .matches("\\d+:[0-9a-f]{40}");
        tool.form("/admin/tools/" + made + "/remove", Map.of());
    }

    @Test
    void aTokenRegistersOnce() throws Exception {
        Map<String, String> invited = tool.invited("");

        HttpResponse<String> first = tool.register(invited, tool.registration());
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tool.register(invited, tool.registration()).statusCode()).isEqualTo(401);
        tool.form(
                "/admin/tools/" + JSON.readTree(first.body()).path("client_id").asString() + "/remove", Map.of());
    }

    @Test
    void anIncompleteRegistrationIsRefused() throws Exception {
        for (String name : List.of(
                "application_type",
                "grant_types",
                "response_types",
                "initiate_login_uri",
                "redirect_uris",
                "client_name",
                "jwks_uri",
                "token_endpoint_auth_method",
                "scope",
                CONFIGURATION)) {
            Map<String, Object> body = tool.registration();
            body.remove(name);

            assertThat(tool.register(tool.invited(""), body).statusCode())
                    .as(name)
                    .isEqualTo(422);
        }
    }

    @Test
    void whatThePlatformDoesNotOfferIsRefused() throws Exception {
        Map<String, Object> body = tool.registration();
        body.put("scope", "everything");

        assertThat(tool.register(tool.invited(""), body).body()).contains("unknown scope everything");
    }

    @Test
    void customParametersAreExpandedAndUnknownOnesStay() throws Exception {
        JsonNode claims = tool.launch("/courses/101?as=mara-okafor&tool=" + client);

        assertThat(claims.path(LTI + "custom").path("canvas_user_id").asString())
                .isEqualTo("21");
        assertThat(claims.path(LTI + "custom").path("nothing").asString()).isEqualTo("$No.such.thing");
        assertThat(claims.path("name").asString()).isEqualTo("Mara Okafor");
    }

    @Test
    void aToolThatIsHiddenAtFirstIsPutIntoTheMenuByTheTeacher() throws Exception {
        Map<String, Object> body = tool.registration();
        Map<String, Object> configuration = new LinkedHashMap<>(StrictTool.map(body.get(CONFIGURATION)));
        configuration.put(
                "messages",
                List.of(Map.of(
                        "type",
                        "LtiResourceLinkRequest",
                        "label",
                        "Shy",
                        "placements",
                        List.of("course_navigation"),
                        "https://canvas.instructure.com/lti/course_navigation/default_enabled",
                        false)));
        body.put(CONFIGURATION, configuration);
        String made = JSON.readTree(tool.register(tool.invited(""), body).body())
                .path("client_id")
                .asString();
        tool.form("/admin/tools/" + made + "/on", Map.of());
        tool.form("/admin/tools/" + made + "/place", Map.of());
        String student = "/courses/102/modules?as=mara-okafor";

        assertThat(tool.read(student).body()).doesNotContain("tool=" + made);
        tool.form("/courses/102/navigation" + TEACHER + "&tool=" + made, Map.of());
        assertThat(tool.read(student).body()).contains("tool=" + made).contains("Shy");
        tool.form("/admin/tools/" + made + "/remove", Map.of());
    }

    @Test
    void somebodyAnonymousHasNeitherNameNorAddress() throws Exception {
        JsonNode claims = tool.launch("/courses/101?as=mara-okafor-anonymous&tool=" + client);

        assertThat(claims.path("sub").asString())
                .isEqualTo(World.STUDENTS.getFirst().sub());
        assertThat(claims.has("name")).isFalse();
        assertThat(claims.has("email")).isFalse();
    }

    @Test
    void theAccountIsNoCourse() throws Exception {
        JsonNode claims = tool.launch("/tools/account_navigation?as=tomas-arriaga&tool=" + client);

        assertThat(claims.path(LTI + "context").path("type").toString()).contains("Account");
        assertThat(claims.has(AGS)).isFalse();
        assertThat(tool.read("/tools/account_navigation?as=mara-okafor").statusCode())
                .isEqualTo(403);
    }

    @Test
    void studentViewIsTheTestStudent() throws Exception {
        assertThat(tool.launch("/courses/101?as=test-student&tool=" + client)
                        .path(LTI + "roles")
                        .toString())
                .contains("TestUser");
    }

    @Test
    void whatATeacherPicksBecomesAnAssignmentWithItsCustomParameters() throws Exception {
        JsonNode asked = pick("assignment_selection", 102);
        HttpResponse<String> answer = tool.answer(asked, tool.picked(asked, List.of(item("Badge one")), Map.of()));

        assertThat(answer.body()).contains("Content received").doesNotContain("refused");
        String modules = tool.read("/courses/102/modules" + TEACHER).body();
        assertThat(modules).contains("Badge one").contains(", graded");
        String link = modules.replaceAll("(?s).*id=\"link-(\\d+)\">\\s*<a[^>]*>Badge one.*", "$1");
        JsonNode claims = tool.launch("/courses/102/links/" + link + "?as=mara-okafor");
        assertThat(claims.path(LTI + "resource_link").path("title").asString()).isEqualTo("Badge one");
        assertThat(claims.path(LTI + "custom").path("cairn_badge").asString()).isEqualTo("one");
        assertThat(claims.path(LTI + "target_link_uri").asString()).endsWith("?view=badge");
        assertThat(claims.path(AGS).path("lineitem").asString())
                .startsWith(claims.path(AGS).path("lineitems").asString() + "/");
        assertThat(tool.answer(asked, tool.picked(asked, List.of(item("Twice")), Map.of()))
                        .body())
                .contains("refused");
    }

    @Test
    void anUnsoundAnswerIsRefused() throws Exception {
        Map<String, Map<String, Object>> faults = new LinkedHashMap<>();
        faults.put("aud", Map.of("aud", "https://elsewhere.example"));
        faults.put("iss", Map.of("iss", "somebody"));
        faults.put("deployment", Map.of(LTI + "deployment_id", "other"));
        faults.put("data", Map.of(DEEP + "data", "other"));
        faults.put("type", Map.of(LTI + "message_type", "LtiDeepLinkingRequest"));
        faults.put("expired", Map.of("exp", Instant.now().minusSeconds(10).getEpochSecond()));
        for (Map.Entry<String, Map<String, Object>> fault : faults.entrySet()) {
            JsonNode asked = pick("link_selection", 101);

            assertThat(tool.answer(asked, tool.picked(asked, List.of(item("Wrong")), fault.getValue()))
                            .body())
                    .as(fault.getKey())
                    .contains("refused");
        }
        assertThat(tool.read("/courses/101/modules" + TEACHER).body()).doesNotContain("Wrong");
    }

    @Test
    void aColumnIsAToolsOwnAndGoesWithTheCourse() throws Exception {
        String other = tool.connected();
        String items = tool.base + "/api/lti/courses/101/line_items";
        String token = tool.accessToken(client, Scopes.AGS.toArray(String[]::new));
        String mine = column(items, token);

        assertThat(tool.call("GET", mine, tool.accessToken(other, Scopes.LINE_ITEM), null, null, null)
                        .statusCode())
                .isEqualTo(412);
        assertThat(score(mine, token, World.STUDENTS.getFirst().sub(), 50, "2026-01-01T00:00:00Z", ""))
                .isEqualTo(200);
        assertThat(score(mine, token, World.TEST_STUDENT.sub(), 50, "2026-01-01T00:00:00Z", ""))
                .isEqualTo(422);
        tool.form("/courses/101/conclude", Map.of("as", "ingrid-solheim"));
        HttpResponse<String> refused = tool.call("GET", items, token, null, null, null);
        tool.form("/courses/101/conclude", Map.of("as", "ingrid-solheim"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("This course has concluded");
        tool.form("/admin/tools/" + other + "/remove", Map.of());
    }

    @Test
    void aTeachersGradeIsWrittenOverUnlessTheToolAsksToLeaveIt() throws Exception {
        String token = tool.accessToken(client, Scopes.AGS.toArray(String[]::new));
        String column = column(tool.base + "/api/lti/courses/101/line_items", token);
        String student = World.STUDENTS.get(1).sub();
        String polite = ",\"https://canvas.instructure.com/lti/submission\":{\"prioritize_non_tool_grade\":true}";
        score(column, token, student, 50, "2026-01-01T00:00:00Z", "");
        override(column, "77");

        assertThat(score(column, token, student, 60, "2026-01-01T00:00:00Z", polite))
                .as("older than what the teacher did")
                .isEqualTo(400);
        assertThat(score(column, token, student, 60, "2130-01-01T00:00:00Z", polite))
                .isEqualTo(200);
        assertThat(points(column, token, student)).isEqualTo(77);
        assertThat(score(column, token, student, 60, "2130-01-01T00:00:01Z", ""))
                .isEqualTo(200);
        assertThat(points(column, token, student)).isEqualTo(60);
    }

    @Test
    void aScoreThatDoesNotCountClearsWhatStood() throws Exception {
        String token = tool.accessToken(client, Scopes.AGS.toArray(String[]::new));
        String column = column(tool.base + "/api/lti/courses/101/line_items", token);
        String student = World.STUDENTS.get(2).sub();
        score(column, token, student, 50, "2026-01-01T00:00:00Z", "");

        String body = "{\"userId\":\"%s\",\"activityProgress\":\"InProgress\",\"gradingProgress\":\"Pending\","
                + "\"timestamp\":\"2026-01-02T00:00:00Z\"}";
        tool.call("POST", column + "/scores", token, null, "application/json", body.formatted(student));

        assertThat(points(column, token, student)).isZero();
    }

    @Test
    void whoSubscribesIsGreetedAndHearsOfCopies() throws Exception {
        tool.server.stubFor(post("/notices").willReturn(ok()));
        JsonNode claims = tool.launch("/courses/102?as=ingrid-solheim&tool=" + client);
        String url = claims.path(LTI + "platformnotificationservice")
                .path("platform_notification_service_url")
                .asString();
        String token = tool.accessToken(client, Scopes.NOTICES);
        assertThat(subscribe(url, token, "LtiHelloWorldNotice", "https://elsewhere.example/notices"))
                .isEqualTo(422);
        assertThat(subscribe(url, token, "LtiHelloWorldNotice", tool.origin + "/notices"))
                .isEqualTo(200);
        assertThat(subscribe(url, token, "LtiContextCopyNotice", tool.origin + "/notices"))
                .isEqualTo(200);

        String copy = tool.form("/courses/102/copy", Map.of("as", "ingrid-solheim"))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*/courses/(\\d+)/.*", "$1");

        Awaitility.await().untilAsserted(() -> tool.server.verify(2, postRequestedFor(urlEqualTo("/notices"))));
        assertThat(tool.server.findAll(postRequestedFor(urlEqualTo("/notices"))).stream()
                        .map(one -> notice(one.getBodyAsString())))
                .anySatisfy(
                        one -> assertThat(one.path(LTI + "notice").path("type").asString())
                                .isEqualTo("LtiHelloWorldNotice"))
                .anySatisfy(one -> assertThat(
                                one.path(LTI + "origin_contexts").path(0).asString())
                        .isEqualTo(World.STUDIO.contextId()));
        assertThat(tool.launch("/courses/" + copy + "?as=ingrid-solheim&tool=" + client)
                        .path(LTI + "custom")
                        .path("Context.History")
                        .asString())
                .isEqualTo(World.STUDIO.contextId());
    }

    @Test
    void aReviewNamesTheStudent() throws Exception {
        String token = tool.accessToken(client, Scopes.AGS.toArray(String[]::new));
        String column = column(tool.base + "/api/lti/courses/101/line_items", token);
        String id = column.substring(column.lastIndexOf('/') + 1);

        JsonNode claims = tool.launch("/courses/101/review/" + id + "/mara-okafor" + TEACHER);

        assertThat(claims.path(LTI + "message_type").asString()).isEqualTo("LtiSubmissionReviewRequest");
        assertThat(claims.path(LTI + "for_user").path("user_id").asString())
                .isEqualTo(World.STUDENTS.getFirst().sub());
        assertThat(claims.path(AGS).path("lineitem").asString()).isEqualTo(column);
    }

    private String column(String items, String token) throws Exception {
        return JSON.readTree(tool.call(
                                "POST",
                                items,
                                token,
                                null,
                                "application/vnd.ims.lis.v2.lineitem+json",
                                "{\"label\":\"Progress\",\"scoreMaximum\":100}")
                        .body())
                .path("id")
                .asString();
    }

    private int score(String column, String token, String user, int given, String at, String more) throws Exception {
        String body = "{\"userId\":\"%s\",\"scoreGiven\":%d,\"scoreMaximum\":100,\"activityProgress\":\"Completed\","
                + "\"gradingProgress\":\"FullyGraded\",\"timestamp\":\"%s\"%s}";
        return tool.call(
                        "POST",
                        column + "/scores",
                        token,
                        null,
                        "application/vnd.ims.lis.v1.score+json",
                        body.formatted(user, given, at, more))
                .statusCode();
    }

    private int points(String column, String token, String user) throws Exception {
        return JSON.readTree(tool.call("GET", column + "/results?user_id=" + user, token, null, null, null)
                        .body())
                .path(0)
                .path("resultScore")
                .asInt(0);
    }

    private void override(String column, String points) throws Exception {
        String id = column.substring(column.lastIndexOf('/') + 1);
        tool.form(
                "/courses/101/gradebook",
                Map.of("as", "ingrid-solheim", "column", id, "student", "bruno-castellani", "points", points));
    }

    private int subscribe(String url, String token, String type, String handler) throws Exception {
        String body = JSON.writeValueAsString(Map.of("notice_type", type, "handler", handler));
        return tool.call("PUT", url, token, null, "application/json", body).statusCode();
    }

    private static JsonNode notice(String body) {
        try {
            String jwt = JSON.readTree(body).path("notices").path(0).path("jwt").asString();
            return JSON.readTree(SignedJWT.parse(jwt).getPayload().toString());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode pick(String placement, long course) throws Exception {
        return tool.launch("/courses/" + course + "/pick/" + placement + TEACHER + "&tool=" + client);
    }

    private Map<String, Object> item(String title) {
        return Map.of(
                "type",
                "ltiResourceLink",
                "title",
                title,
                "url",
                tool.origin + "/lti/launch?view=badge",
                "custom",
                Map.of("cairn_view", "badge", "cairn_badge", "one"),
                "lineItem",
                Map.of("scoreMaximum", 100, "label", title, "resourceId", "cairn:badge:one", "tag", "cairn-progress"));
    }
}
