package org.cairn.practice.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.practice.StrictTool.AGS;
import static org.cairn.practice.StrictTool.CONFIGURATION;
import static org.cairn.practice.StrictTool.DEEP;
import static org.cairn.practice.StrictTool.JSON;
import static org.cairn.practice.StrictTool.LTI;
import static org.cairn.practice.StrictTool.NRPS;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Manner;
import org.cairn.practice.StrictTool;
import org.cairn.practice.world.Scopes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The platform in the manner of Moodle, in front of a tool that takes nothing for granted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoodleMannerTests {

    private static final String TEACHER = "?as=ingrid-solheim";
    private static final String ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    private static final String ITEM = "application/vnd.ims.lis.v2.lineitem+json";
    private static final String SCORE = "application/vnd.ims.lis.v1.score+json";

    private StrictTool tool;
    private String client;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        tool = new StrictTool(home, Manner.MOODLE);
        client = tool.connected();
    }

    @AfterAll
    void stop() {
        tool.close();
    }

    @Test
    void aRegistrationIsPendingAndThenHiddenUntilTheAdministratorActs() throws Exception {
        JsonNode answer = JSON.readTree(
                tool.register(tool.invited("&update=new"), tool.registration()).body());
        String made = answer.path("client_id").asString();

        assertThat(answer.path(CONFIGURATION).path("deployment_id").asString()).matches("\\d+");
        assertThat(answer.path(CONFIGURATION).path("messages").size()).isEqualTo(1);
        assertThat(tool.read("/admin").body()).contains("Pending");
        assertThat(tool.read("/courses/2/modules" + TEACHER).body()).doesNotContain("tool=" + made);
        assertThat(tool.accessToken(made, Scopes.SCORE))
                .as("tokens already while pending")
                .isNotEmpty();
        tool.form("/admin/tools/" + made + "/on", Map.of());
        assertThat(tool.read("/courses/2/modules" + TEACHER).body()).doesNotContain("tool=" + made);
        tool.form("/admin/tools/" + made + "/place", Map.of());
        assertThat(tool.read("/courses/2/modules" + TEACHER).body()).contains("tool=" + made);
        tool.form("/admin/tools/" + made + "/remove", Map.of());
    }

    @Test
    void refusalsAreBareWords() throws Exception {
        Map<String, Object> body = tool.registration();
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("target_link_uri", tool.origin + "/lti/launch");
        body.put(CONFIGURATION, configuration);
        assertThat(tool.register(tool.invited("&update=new"), body).body()).isEqualTo("missing_domain");
        configuration.put("domain", "127.0.0.1");
        assertThat(tool.register(tool.invited("&update=new"), body).body())
                .as("without the port it is another")
                .isEqualTo("domain_targetlinkuri_mismatch");
        configuration.put("domain", tool.origin.substring(tool.origin.indexOf("://") + 3));
        body.put("redirect_uris", tool.origin);
        assertThat(tool.register(tool.invited("&update=new"), body).body()).isEqualTo("invalid_redirect_uris");

        Map<String, String> invited = tool.invited("&update=new");
        tool.register(invited, body);
        body.put("redirect_uris", List.of(tool.origin + "/lti/launch"));
        JsonNode mended = JSON.readTree(tool.register(invited, body).body());
        String made = mended.path("client_id").asString();
        assertThat(made).as("a refusal does not spend the token").isNotEmpty();
        tool.form("/admin/tools/" + made + "/remove", Map.of());
        assertThat(tool.register(invited, body).body()).isEqualTo("token_already_used");
        invited.put("registration_token", "made up");
        assertThat(tool.register(invited, body).statusCode()).isEqualTo(404);
    }

    @Test
    void theAnswerClaimsMoreThanIsGiven() throws Exception {
        Map<String, Object> body = tool.registration();
        body.put("scope", Scopes.SCORE);
        JsonNode answer =
                JSON.readTree(tool.register(tool.invited("&update=new"), body).body());
        String made = answer.path("client_id").asString();

        assertThat(answer.path("scope").asString().split(" ")).contains(Scopes.LINE_ITEM);
        assertThat(tool.token(made, Instant.now().minusSeconds(5), Scopes.LINE_ITEM)
                        .body())
                .contains("invalid_scope");
        tool.form("/admin/tools/" + made + "/remove", Map.of());
    }

    @Test
    void aKnownDomainIsUpdatedInPlace() throws Exception {
        assertThat(tool.read("/admin/register?url=" + StrictTool.encoded(tool.origin + "/lti/register"))
                        .body())
                .contains("Update the existing tool");
        Map<String, Object> body = tool.registration();
        body.put("client_name", "Renamed");

        JsonNode answer = JSON.readTree(
                tool.register(tool.invited("&update=" + client), body).body());

        assertThat(answer.path("client_id").asString()).isEqualTo(client);
        assertThat(tool.read("/admin").body()).contains("Renamed").doesNotContain("Pending");
    }

    @Test
    void tokensComeAsHtmlAndNotFromTheFuture() throws Exception {
        HttpResponse<String> answer = tool.token(client, Instant.now().minusSeconds(5), Scopes.SCORE + " unknown");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(JSON.readTree(answer.body()).path("scope").asString()).isEqualTo(Scopes.SCORE);
        assertThat(tool.token(client, Instant.now().plusSeconds(30), Scopes.SCORE)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aLaunchCarriesWhatMoodleWouldSay() throws Exception {
        long link = added(2, "Plain", null);
        JsonNode claims = tool.launch("/courses/2/links/" + link + "?as=mara-okafor");

        assertThat(claims.path("sub").asString()).isEqualTo("321");
        assertThat(claims.path("aud").isString()).isTrue();
        assertThat(claims.has("azp")).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60);
        assertThat(claims.path(LTI + "context").path("type").path(0).asString()).isEqualTo("CourseSection");
        assertThat(claims.path(LTI + "resource_link").path("id").asString()).isEqualTo("" + link);
        assertThat(claims.path(LTI + "custom").has("context_history")).isTrue();
        assertThat(claims.path(LTI + "custom").has("Context.History")).isTrue();
        assertThat(claims.path(LTI + "custom").path("canvas_user_id").asString())
                .isEqualTo("$Canvas.user.id");
        assertThat(claims.path(AGS).has("lineitem")).isFalse();
    }

    @Test
    void aLaunchIdIsGoodOnce() throws Exception {
        long link = added(3, "Once", null);
        String frame = StrictTool.frame(
                tool.read("/courses/3/links/" + link + "?as=mara-okafor").body());
        Map<String, String> initiation = StrictTool.fields(
                tool.call("GET", tool.base.replace("/practice/moodle", "") + frame, null, null, null, null)
                        .body());

        assertThat(initiation).doesNotContainKey("lti_storage_target");
        assertThat(JSON.readTree(initiation.get("lti_message_hint"))
                        .path("cmid")
                        .asLong())
                .isEqualTo(link);
        assertThat(tool.authorize(initiation)).containsKey("id_token").doesNotContainKey("lti_storage_target");
        assertThat(tool.authorize(initiation)).containsEntry("status", "400");
    }

    @Test
    void whatATeacherPicksIsSavedByHandAndCoupled() throws Exception {
        JsonNode asked = tool.begin("/practice/moodle/mod/lti/launch.php?launchid=" + picking(2));
        assertThat(asked.path(DEEP + "deep_linking_settings").has("data")).isFalse();
        String page = tool.answer(asked, tool.picked(asked, List.of(item()), Map.of("aud", "whoever")))
                .body();
        assertThat(tool.read("/courses/2/modules" + TEACHER).body()).doesNotContain("Badge one");
        String items = org.springframework.web.util.HtmlUtils.htmlUnescape(
                page.replaceAll("(?s).*data-items=\"([^\"]*)\".*", "$1"));

        long link = added(2, "My own name", items);

        JsonNode claims = tool.launch("/courses/2/links/" + link + "?as=mara-okafor");
        assertThat(claims.path(LTI + "custom").path("cairn_badge").asString()).isEqualTo("one");
        String url = claims.path(AGS).path("lineitem").asString();
        JsonNode column =
                JSON.readTree(tool.call("GET", url, tool.accessToken(client, Scopes.LINE_ITEM), ITEM, null, null)
                        .body());
        assertThat(column.path("label").asString())
                .as("the activity's name, not the label")
                .isEqualTo("My own name");
        assertThat(column.path("resourceId").asString()).isEqualTo("cairn:badge:one");
        assertThat(claims.path(NRPS).path("context_memberships_url").asString()).isNotEmpty();
    }

    @Test
    void columnsAndScoresAreTakenLetterByLetter() throws Exception {
        long link = added(3, "Columns", null);
        JsonNode claims = tool.launch("/courses/3/links/" + link + "?as=mara-okafor");
        String items = claims.path(AGS).path("lineitems").asString();
        String token = tool.accessToken(client, Scopes.MOODLE.toArray(String[]::new));

        assertThat(tool.call("GET", items, token, "application/json", null, null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(tool.call("GET", items, token, "*/*", null, null).statusCode())
                .isEqualTo(400);
        assertThat(tool.call("POST", items, token, null, "application/json", "{}")
                        .statusCode())
                .isEqualTo(400);
        String body = "{\"label\":\"Progress\",\"scoreMaximum\":100,\"resourceId\":\"r\"}";
        HttpResponse<String> made = tool.call("POST", items, token, ITEM, ITEM, body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tool.call("POST", items, token, ITEM, ITEM, body).statusCode())
                .as("no upsert")
                .isEqualTo(201);
        HttpResponse<String> first = tool.call("GET", items + "&limit=1", token, ITEMS, null, null);
        assertThat(first.headers().firstValue("Link").orElseThrow()).contains("&amp;");

        String column = JSON.readTree(made.body()).path("id").asString();
        String scores = column.replace("/lineitem?", "/lineitem/scores?");
        String results = column.replace("/lineitem?", "/lineitem/results?");
        assertThat(post(column + "/scores", token, "321", 40, "2026-01-01T00:00:00Z"))
                .as("behind the query")
                .isEqualTo(400);
        assertThat(post(scores, token, "321", 40, "2026-01-01T00:00:00.5Z")).isEqualTo(200);
        assertThat(post(scores, token, "321", 50, "2026-01-01T00:00:00.9Z")).isEqualTo(409);
        assertThat(post(scores, token, "311", 50, "2026-01-01T00:00:00Z"))
                .as("the teacher")
                .isEqualTo(400);
        assertThat(tool.call("GET", results + "&limit=5", token, null, null, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(JSON.readTree(tool.call("GET", results, token, null, null, null)
                                .body())
                        .path(0)
                        .path("resultScore")
                        .asInt())
                .isEqualTo(40);
        assertThat(post(scores, token, "321", 0, "2026-01-01T00:00:02Z")).isEqualTo(200);
        assertThat(JSON.readTree(tool.call("GET", results, token, null, null, null)
                                .body())
                        .path(0)
                        .has("resultScore"))
                .isFalse();

        String id = column.replaceAll(".*/lineitems/(\\d+)/.*", "$1");
        tool.form(
                "/courses/3/gradebook",
                Map.of("as", "ingrid-solheim", "column", id, "student", "mara-okafor", "points", "77"));
        assertThat(post(scores, token, "321", 10, "2030-01-01T00:00:00Z"))
                .as("taken, and nothing happens")
                .isEqualTo(200);
        assertThat(tool.read("/courses/3/gradebook" + TEACHER).body()).contains("value=\"77\"");
    }

    @Test
    void theRosterIsWholeAndItsRolesShort() throws Exception {
        long link = added(2, "Roster", null);
        String url = tool.launch("/courses/2/links/" + link + "?as=mara-okafor")
                .path(NRPS)
                .path("context_memberships_url")
                .asString();
        String token = tool.accessToken(client, Scopes.MEMBERSHIP);

        HttpResponse<String> answer = tool.call("GET", url, token, null, null, null);

        assertThat(JSON.readTree(answer.body()).path("members").size()).isEqualTo(13);
        assertThat(JSON.readTree(answer.body())
                        .path("members")
                        .path(0)
                        .path("roles")
                        .path(0)
                        .asString())
                .isEqualTo("Instructor");
        assertThat(tool.call("GET", url, token, "application/json", null, null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCopyKeepsWhatTheToolWroteUnderNewIds() throws Exception {
        long link = added(3, "To copy", null);
        String items = tool.launch("/courses/3/links/" + link + "?as=mara-okafor")
                .path(AGS)
                .path("lineitems")
                .asString();
        String token = tool.accessToken(client, Scopes.LINE_ITEM);
        String body =
                "{\"label\":\"P\",\"scoreMaximum\":100,\"resourceId\":\"kept\",\"tag\":\"kept\",\"resourceLinkId\":\"%d\"}";
        tool.call("POST", items, token, null, ITEM, body.formatted(link));

        tool.form("/courses/3/copy", Map.of("as", "ingrid-solheim"));

        String page = tool.read("/courses/4/modules" + TEACHER).body();
        long copied = Long.parseLong(page.replaceAll("(?s).*id=\"link-(\\d+)\">\\s*<a[^>]*>To copy.*", "$1"));
        assertThat(copied).isNotEqualTo(link);
        JsonNode claims = tool.launch("/courses/4/links/" + copied + "?as=mara-okafor");
        assertThat(claims.path(LTI + "custom").path("context_history").asString())
                .isEqualTo("3");
        JsonNode column =
                JSON.readTree(tool.call("GET", claims.path(AGS).path("lineitem").asString(), token, null, null, null)
                        .body());
        assertThat(column.path("resourceId").asString()).isEqualTo("kept");
        assertThat(column.path("resourceLinkId").asString()).isEqualTo("" + copied);
    }

    private int post(String url, String token, String user, int given, String at) throws Exception {
        return tool.call(
                        "POST",
                        url,
                        token,
                        null,
                        SCORE,
                        JSON.writeValueAsString(Map.of(
                                "userId",
                                user,
                                "scoreGiven",
                                given,
                                "scoreMaximum",
                                100,
                                "activityProgress",
                                "Completed",
                                "gradingProgress",
                                "FullyGraded",
                                "timestamp",
                                at)))
                .statusCode();
    }

    /** Saves an activity and returns its number. */
    private long added(long course, String name, String items) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", name);
        form.put("items", items == null ? "" : items);
        assertThat(tool.form("/courses/" + course + "/modedit" + TEACHER + "&tool=" + client, form)
                        .statusCode())
                .isEqualTo(302);
        String page = tool.read("/courses/" + course + "/modules" + TEACHER).body();
        return Long.parseLong(page.replaceAll("(?s).*id=\"link-(\\d+)\">\\s*<a[^>]*>" + name + ".*", "$1"));
    }

    private String picking(long course) throws Exception {
        HttpResponse<String> answer = tool.read("/courses/" + course + "/contentitem" + TEACHER + "&tool=" + client);
        return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*launchid=", "");
    }

    private Map<String, Object> item() {
        return Map.of(
                "type",
                "ltiResourceLink",
                "title",
                "Badge one",
                "url",
                tool.origin + "/lti/launch?view=badge",
                "custom",
                Map.of("cairn_view", "badge", "cairn_badge", "one"),
                "lineItem",
                Map.of("scoreMaximum", 100, "label", "Lost", "resourceId", "cairn:badge:one", "tag", "cairn-progress"));
    }
}
