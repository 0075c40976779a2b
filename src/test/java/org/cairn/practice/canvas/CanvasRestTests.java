package org.cairn.practice.canvas;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.practice.PracticeBesideCairn;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the practice Canvas answers when it is asked by its REST interface. */
class CanvasRestTests extends PracticeBesideCairn {

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private String canvas;
    private String token;

    @Override
    protected Campus campus(Campuses campuses) {
        return campuses.canvas();
    }

    @BeforeEach
    void lookAround() {
        canvas = issuer();
        token = practice.getBean(CanvasRestController.class).token();
    }

    private HttpResponse<String> call(String url, String shown) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + shown)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ask(String path) throws Exception {
        HttpResponse<String> answer = call(canvas + "/api/v1/" + path, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void grade(String assignment, String score, String how) throws Exception {
        form(
                "/courses/101/grades",
                Map.of("as", TEACHER, "assignment", assignment, "student", MARA, "score", score, "how", how));
    }

    private void handIn(String assignment) throws Exception {
        form("/courses/101/submissions", Map.of("as", MARA, "assignment", assignment));
    }

    private JsonNode marasSubmission(String more) throws Exception {
        for (JsonNode one : ask("courses/101/students/submissions?student_ids%5B%5D=all&per_page=100" + more)) {
            if (one.path("assignment_id").longValue() == 201
                    && one.path("user_id").longValue() == 21) {
                return one;
            }
        }
        return JSON.missingNode();
    }

    @Test
    void oneButtonLetsCairnAsk() throws Exception {
        assertThat(form("/admin/evidence", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("problem=asked"));

        tool.verify(postRequestedFor(urlPathEqualTo("/api/pulls"))
                .withRequestBody(
                        matchingJsonPath("$[?(@.platform == 'the-platform' && @.base == '%s' && @.token == '%s')]"
                                .formatted(canvas, token))));
    }

    @Test
    void whoeverShowsNoTokenSeesNothing() throws Exception {
        HttpResponse<String> answer = call(canvas + "/api/v1/users/self", "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(ask("users/self").path("id").longValue()).isEqualTo(World.ADMINISTRATOR.id());
        assertThat(call(canvas + "/api/v1/courses/77/assignments", token).statusCode())
                .isEqualTo(404);
    }

    @Test
    void listsComeInPagesThatLeadToOneAnother() throws Exception {
        List<Long> ids = new ArrayList<>();
        String url = canvas + "/api/v1/courses/101/students/submissions?student_ids%5B%5D=all&per_page=100";
        int pages = 0;
        while (url != null) {
            HttpResponse<String> page = call(url, token);
            assertThat(page.headers().firstValue("X-Rate-Limit-Remaining")).isPresent();
            JSON.readTree(page.body()).forEach(one -> ids.add(one.path("id").longValue()));
            Matcher next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
            url = next.find() ? next.group(1) : null;
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(4 * World.STUDENTS.size()).doesNotHaveDuplicates();
    }

    @Test
    void theCourseIsFoundByItsContextToo() throws Exception {
        String context = World.COLLABORATION.contextId();
        assertThat(ask("courses/lti_context_id:" + context).path("id").longValue())
                .isEqualTo(101);
        assertThat(ask("courses/lti_context_id:" + context + "/assignments")).hasSize(4);
        assertThat(ask("courses")).hasSize(2);
        assertThat(ask("courses/101/users?per_page=100"))
                .hasSize(World.members().size());
    }

    @Test
    void aGradeWhoseEventIsLostOrThatIsHiddenIsThereForWhoeverAsks() throws Exception {
        grade("201", "17", "lose");
        JsonNode given = marasSubmission("");
        grade("201", "18", "hide");
        JsonNode hidden = marasSubmission("");
        grade("201", "18", "tell");
        JsonNode shown = marasSubmission("");

        assertThat(given.path("score").decimalValue()).isEqualByComparingTo("17");
        assertThat(given.path("posted_at").isString()).isTrue();
        assertThat(hidden.path("score").decimalValue()).isEqualByComparingTo("18");
        assertThat(hidden.path("posted_at").isNull()).isTrue();
        assertThat(shown.path("posted_at").isString()).isTrue();
        assertThat(practice.getBean(EventSender.class).latest(200))
                .filteredOn(sent -> sent.event().name().equals("grade_change"))
                .extracting(sent -> sent.event().body().get("muted"))
                .containsExactly(false, true);
    }

    @Test
    void oneAssignmentOrStudentThatIsNoneMakesTheWholeQuestionRefused() throws Exception {
        String asked = canvas + "/api/v1/courses/101/students/submissions?student_ids%5B%5D=";
        assertThat(call(asked + "21&assignment_ids%5B%5D=201", token).statusCode())
                .isEqualTo(200);
        assertThat(call(asked + "21&assignment_ids%5B%5D=201&assignment_ids%5B%5D=7", token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(call(asked + "21&student_ids%5B%5D=7", token).statusCode()).isEqualTo(401);
    }

    @Test
    void onlyWhatIsNewerIsToldWhereThatIsAsked() throws Exception {
        grade("201", "17", "lose");
        assertThat(marasSubmission("&graded_since=2020-01-01T00:00:00Z").isMissingNode())
                .isFalse();
        assertThat(marasSubmission("&graded_since=2120-01-01T00:00:00Z").isMissingNode())
                .isTrue();
        assertThat(marasSubmission("&submitted_since=2020-01-01T00:00:00Z").isMissingNode())
                .isTrue();
        assertThat(call(canvas + "/api/v1/courses/101/students/submissions?graded_since=yesterday", token)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void modulesAreCompletedByHandingInWhatIsInThem() throws Exception {
        handIn("201");
        JsonNode started = ask("courses/101/modules?student_id=21&include%5B%5D=items");
        handIn("202");
        JsonNode completed = ask("courses/101/modules?student_id=21&include%5B%5D=items");

        assertThat(started.at("/0/state").stringValue()).isEqualTo("started");
        assertThat(started.at("/0/items/0/completion_requirement/completed").booleanValue())
                .isTrue();
        assertThat(completed.at("/0/state").stringValue()).isEqualTo("completed");
        assertThat(completed.at("/0/completed_at").isString()).isTrue();
        assertThat(completed.at("/1/state").stringValue()).isEqualTo("unlocked");
        assertThat(ask("courses/101/modules").at("/0").has("state")).isFalse();
        JsonNode progress = ask("courses/101/bulk_user_progress?per_page=20");
        assertThat(progress.at("/0/progress/requirement_completed_count").intValue())
                .isEqualTo(2);
        assertThat(progress.at("/0/progress/completed_at").isNull()).isTrue();
    }

    @Test
    void theLastAssignmentShowsAnOutcomeAndAllOfThemTheCourseGrade() throws Exception {
        grade("204", "9", "tell");
        grade("203", "90", "hide");
        JsonNode outcomes = ask("courses/101/outcome_results");
        JsonNode enrolments = ask("courses/101/enrollments?type%5B%5D=StudentEnrollment&per_page=100");

        assertThat(outcomes.path("outcome_results")).hasSize(1);
        assertThat(outcomes.at("/outcome_results/0/score").decimalValue()).isEqualByComparingTo("3.6");
        assertThat(outcomes.at("/linked/outcomes/0/mastery_points").intValue()).isEqualTo(3);
        assertThat(enrolments).hasSize(World.STUDENTS.size());
        assertThat(enrolments.at("/0/grades/current_score").decimalValue()).isEqualByComparingTo("90");
        assertThat(enrolments.at("/0/grades/final_score").decimalValue()).isEqualByComparingTo("5");
    }

    @Test
    void whoeverAsksTooMuchIsRefusedForAWhile() throws Exception {
        HttpResponse<String> answer = call(canvas + "/api/v1/users/self", token);
        for (int i = 0; i < 100 && answer.statusCode() == 200; i++) {
            answer = call(canvas + "/api/v1/users/self", token);
        }

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Rate Limit Exceeded");
        assertThat(answer.headers().firstValue("X-Rate-Limit-Remaining")).hasValue("0.0");
    }

    @Test
    void pagesShowIt() throws Exception {
        grade("201", "17", "hide");
        for (String path : List.of("/courses/101/grades?as=" + MARA, "/admin?problem=asked")) {
            HttpResponse<String> page = call(canvas + path, "none");
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).doesNotContain("17 points");
        }
        assertThat(call(canvas + "/admin", "none").body()).contains(token);
    }
}
