package org.cairn.practice.moodle;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.cairn.practice.PracticeBesideCairn;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the practice Moodle tells of results: by statements, and when it is asked. */
class MoodleResultsSentTests extends PracticeBesideCairn {

    private String moodle;
    private String token;

    @Override
    protected Campus campus(Campuses campuses) {
        return campuses.moodle();
    }

    @BeforeEach
    void lookAround() {
        moodle = issuer();
        token = practice.getBean(WebServiceController.class).token();
        tool.stubFor(post(urlPathEqualTo("/ingest/x/xapi/statements")).willReturn(okJson("[\"1\"]")));
        tool.stubFor(post(urlPathEqualTo("/api/feeds"))
                .withRequestBody(
                        matchingJsonPath("$.kind", com.github.tomakehurst.wiremock.client.WireMock.equalTo("xapi")))
                .willReturn(okJson("{\"id\":\"x\",\"url\":\"%s/ingest/x/xapi\",\"secret\":\"s3cret\"}"
                        .formatted(tool.baseUrl().replace("localhost", "127.0.0.1")))));
    }

    private JsonNode ask(String function, Map<String, String> more) throws Exception {
        Map<String, String> fields = new java.util.HashMap<>(more);
        fields.put("wstoken", token);
        fields.put("wsfunction", function);
        fields.put("moodlewsrestformat", "json");
        return JSON.readTree(form("/webservice/rest/server.php", fields).body());
    }

    private void grade(String score, String how) throws Exception {
        form(
                "/courses/2/grades",
                Map.of("as", TEACHER, "assignment", "901", "student", MARA, "score", score, "how", how));
    }

    private List<LoggedRequest> statements() {
        return tool.findAll(postRequestedFor(urlPathEqualTo("/ingest/x/xapi/statements")));
    }

    @Test
    void oneButtonLetsCairnHearAndAsk() throws Exception {
        assertThat(form("/admin/evidence", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("problem=statements"));

        tool.verify(postRequestedFor(urlPathEqualTo("/api/pulls"))
                .withRequestBody(matchingJsonPath("$[?(@.base == '%s' && @.token == '%s')]".formatted(moodle, token))));
    }

    @Test
    void aGradeIsToldAsThePlugInTellsIt() throws Exception {
        form("/admin/evidence", Map.of());
        grade("17", "tell");

        assertThat(statements()).singleElement().satisfies(sent -> {
            String basic = Base64.getEncoder().encodeToString("moodle:s3cret".getBytes(StandardCharsets.UTF_8));
            assertThat(sent.getHeader("Authorization")).isEqualTo("Basic " + basic);
            assertThat(sent.getHeader("X-Experience-API-Version")).isEqualTo("1.0.3");
            assertThat(sent.getBodyAsString())
                    .startsWith("[{")
                    .contains("http:\\/\\/")
                    .doesNotContain("http://");
            JsonNode said = JSON.readTree(sent.getBodyAsString());
            assertThat(said.size()).isEqualTo(2);
            assertThat(said.get(0).has("id")).isFalse();
            assertThat(said.at("/0/object/id").stringValue())
                    .isEqualTo(moodle + "/mod/assign/view.php?id=901#submission");
            assertThat(said.at("/0/result/score/scaled").decimalValue()).isEqualByComparingTo("0.7");
            assertThat(said.at("/0/actor/account/homePage").stringValue()).isEqualTo(moodle);
            assertThat(said.at("/0/timestamp").stringValue()).endsWith(".000Z");
            assertThat(said.at("/1/result/success").booleanValue()).isTrue();
        });
    }

    @Test
    void whatIsGradedInSilenceOrHiddenIsOnlyToldWhenAsked() throws Exception {
        form("/admin/evidence", Map.of());
        grade("17", "silent");
        JsonNode graded = ask("gradereport_user_get_grade_items", Map.of("courseid", "2", "userid", "0"));
        grade("18", "hide");
        JsonNode hidden = ask("gradereport_user_get_grade_items", Map.of("courseid", "2", "userid", "0"));

        assertThat(statements()).isEmpty();
        assertThat(graded.path("usergrades").size()).isEqualTo(World.STUDENTS.size());
        assertThat(graded.at("/usergrades/0/gradeitems/0/graderaw").decimalValue())
                .isEqualByComparingTo("17");
        assertThat(hidden.at("/usergrades/0/gradeitems/0/gradeishidden").booleanValue())
                .isTrue();
    }

    @Test
    void aTickIsTakenBackAsUncompleted() throws Exception {
        form("/admin/evidence", Map.of());
        form("/courses/2/done", Map.of("as", MARA, "assignment", "904", "done", "true"));
        form("/courses/2/done", Map.of("as", MARA, "assignment", "904", "done", "false"));

        assertThat(statements())
                .extracting(sent -> JSON.readTree(sent.getBodyAsString())
                        .at("/0/verb/display/en")
                        .stringValue())
                .containsExactly("completed", "uncompleted");
        String mara = practice.getBean(Campuses.class).moodle().sub(World.STUDENTS.getFirst());
        JsonNode status =
                ask("core_completion_get_activities_completion_status", Map.of("courseid", "2", "userid", mara));
        assertThat(status.at("/statuses/3/state").intValue()).isZero();
        assertThat(status.at("/statuses/3/timecompleted").longValue()).isPositive();
    }

    @Test
    void whatFailedStaysSoUntilItIsSentAgain() throws Exception {
        form("/admin/evidence", Map.of());
        tool.stubFor(post(urlPathEqualTo("/ingest/x/xapi/statements"))
                .willReturn(aResponse().withStatus(204)));
        grade("17", "tell");
        StatementSender sender = practice.getBean(StatementSender.class);
        assertThat(sender.latest(9)).extracting(StatementSender.Sent::delivered).containsExactly(false, false);
        tool.stubFor(post(urlPathEqualTo("/ingest/x/xapi/statements")).willReturn(okJson("[\"1\"]")));
        form("/courses/2/events/again?as=" + TEACHER, Map.of());

        assertThat(sender.latest(9)).extracting(StatementSender.Sent::delivered).containsExactly(true, true);
        assertThat(statements()).hasSize(2);
    }

    @Test
    void errorsComeWithStatus200AndXmlComesUnlessJsonIsAskedFor() throws Exception {
        HttpResponse<String> xml = form(
                "/webservice/rest/server.php", Map.of("wstoken", token, "wsfunction", "core_webservice_get_site_info"));
        HttpResponse<String> wrong =
                form("/webservice/rest/server.php", Map.of("wstoken", "x", "moodlewsrestformat", "json"));

        assertThat(xml.body()).startsWith("<?xml");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(wrong.body()).path("errorcode").stringValue()).isEqualTo("invalidtoken");
        assertThat(ask("core_completion_get_course_completion_status", Map.of())
                        .path("errorcode")
                        .stringValue())
                .isEqualTo("nocriteriaset");
        assertThat(ask("core_course_get_contents", Map.of("courseid", "77"))
                        .path("errorcode")
                        .stringValue())
                .isEqualTo("invalidcourseid");
    }

    @Test
    void peopleComeInPages() throws Exception {
        JsonNode page = ask(
                "core_enrol_get_enrolled_users",
                Map.of(
                        "courseid", "2",
                        "options[0][name]", "limitfrom",
                        "options[0][value]", "10",
                        "options[1][name]", "limitnumber",
                        "options[1][value]", "200"));

        assertThat(page.size()).isEqualTo(World.members().size() - 10);
    }

    @Test
    void pagesShowIt() throws Exception {
        for (String path : List.of(
                "/courses/2/grades?as=" + TEACHER,
                "/courses/2/grades?as=" + TEACHER + "&assignment=904",
                "/courses/2/grades?as=" + MARA,
                "/courses/2/events?as=" + TEACHER,
                "/admin?problem=unknown")) {
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(URI.create(moodle + path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).as(path).isEqualTo(200);
        }
    }
}
