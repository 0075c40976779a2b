package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.Case;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.pathway.Badge;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.cairn.web.TestBadges;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContentPageTests {

    private static final String ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items";

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final MockMvc picker = browser(Role.INSTRUCTOR, TestWorld.COURSE, TestWorld.picker(true));

    private MockMvc browser(Role role, @Nullable CourseId course, Purpose purpose) {
        return TestPages.browser(world.launch(teacher, role, course, purpose), InstructorControllers.of(world));
    }

    @Test
    void aBadgeIsEmbeddedWithItsColumnInTwoSteps() throws Exception {
        assertThat(page("/instructor/content", "content"))
                .contains("/instructor/content/preview?view=badge&amp;badge=pbl-preparation")
                .contains("My badges in this course", "Progress of this class");
        assertThat(page("/instructor/content/preview?view=badge&badge=pbl-preparation", "content-preview"))
                .contains("class=\"cairn\"")
                .contains("value=\"Project-Based Collaboration: Preparation\"")
                .contains("With a column in the gradebook")
                .contains("Score at least 80% on Team charter");
        JsonNode item = embedded(picker, "badge", "pbl-preparation", "Our first badge", true);
        assertThat(item.path("title").asString()).isEqualTo("Our first badge");
        assertThat(item.path("text").asString()).isEqualTo("For people who build things together.");
        assertThat(item.path("custom").path("cairn_badge").asString()).isEqualTo("pbl-preparation");
        assertThat(item.path("lineItem").path("resourceId").asString()).isEqualTo("cairn:badge:pbl-preparation");
    }

    @Test
    void theColumnIsAChoice() throws Exception {
        assertThat(embedded(picker, "badge", "pbl-reflection", "", false).has("lineItem"))
                .isFalse();
    }

    @Test
    void aSecondColumnForTheSameBadgeIsNotTheUsualChoice() throws Exception {
        String preview = "/instructor/content/preview?view=badge&badge=pbl-reflection";
        assertThat(page(preview, "content-first-column"))
                .containsPattern("name=\"graded\"[^>]* checked")
                .doesNotContain("has a column in this course already");
        world.gradebook.columns.add(new Gradebook.Column(
                TestWorld.COURSE, "pbl-reflection", "Essay", Gradebook.State.OPEN, null, 0, 0, 0, 0, Map.of()));
        assertThat(page(preview, "content-second-column"))
                .contains("name=\"graded\"", "has a column in this course already")
                .doesNotContainPattern("name=\"graded\"[^>]* checked");
    }

    @Test
    void noColumnIsOfferedOrMadeWhereThePlatformTakesNone() throws Exception {
        MockMvc withoutColumns = browser(Role.INSTRUCTOR, TestWorld.COURSE, TestWorld.picker(false));
        assertThat(page(withoutColumns, "/instructor/content/preview?view=badge&badge=pbl-reflection", "content-plain"))
                .doesNotContain("name=\"graded\"");
        assertThat(embedded(withoutColumns, "badge", "pbl-reflection", "", true).has("lineItem"))
                .isFalse();
    }

    @Test
    void viewsOfTheCourseAreEmbeddedWithoutColumn() throws Exception {
        for (String view : List.of("progress", "class")) {
            assertThat(page("/instructor/content/preview?view=" + view, "content-" + view))
                    .doesNotContain("name=\"graded\"");
            JsonNode item = embedded(picker, view, null, "", true);
            assertThat(item.path("custom").path("cairn_view").asString()).isEqualTo(view);
            assertThat(item.has("lineItem")).isFalse();
            assertThat(item.path("title").asString()).isNotBlank();
        }
    }

    @Test
    void theAnswerGoesToThePlatformWithoutOurSession() throws Exception {
        String page = answer(picker, "badge", "pbl-reflection", "", true);
        assertThat(page)
                .contains("action=\"https://lms.example.edu/deep_linking_response?a=1&amp;b=2\"")
                .contains("src=\"/assets/answer.js\"")
                .doesNotContain("launch=", "name=\"launch\"", "\"token\"");
        assertThat(claims(page)
                        .path("https://purl.imsglobal.org/spec/lti-dl/claim/data")
                        .asString())
                .isEqualTo("what=was&sent=\"too\"");
    }

    @Test
    void embeddingAgainAfterGoingBackIsHarmless() throws Exception {
        JsonNode first = embedded(picker, "badge", "pbl-reflection", "Essay", true);
        assertThat(embedded(picker, "badge", "pbl-reflection", "Essay", true)).isEqualTo(first);
        assertThat(world.bindings).hasSize(4);
    }

    @Test
    void cancellingEmbedsNothing() throws Exception {
        String page = TestPages.keep(
                picker.perform(post("/instructor/content/cancel"))
                        .andExpect(status().isOk())
                        .andReturn(),
                "content-cancel");
        assertThat(claims(page).path(ITEMS).size()).isZero();
        assertThat(claims(page).path(ITEMS).isArray()).isTrue();
    }

    @Test
    void aPickerThatTakesNoLinksIsTold() throws Exception {
        MockMvc files = browser(Role.INSTRUCTOR, TestWorld.COURSE, asking("https://lms.example.edu/r", Set.of("file")));
        assertThat(page(files, "/instructor/content", "content-files"))
                .contains("Nothing of ours fits here.")
                .contains("/instructor/content/cancel")
                .doesNotContain("/instructor/content/preview");
        problem(files, get("/instructor/content/preview?view=badge&badge=pbl-reflection"), 400, "nothing-to-choose");
        problem(files, embed("badge", "pbl-reflection"), 400, "nothing-to-choose");
        files.perform(post("/instructor/content/cancel")).andExpect(status().isOk());
    }

    @Test
    void outsideACourseOnlyBadgesAreOffered() throws Exception {
        MockMvc account = browser(Role.INSTRUCTOR, null, TestWorld.picker(true));
        assertThat(page(account, "/instructor/content", "content-account"))
                .contains("Preparation")
                .doesNotContain("view=progress", "view=class");
        page(account, "/instructor/content/preview?view=badge&badge=pbl-reflection", "content-account-preview");
        assertThat(embedded(account, "badge", "pbl-reflection", "", true)
                        .path("custom")
                        .path("cairn_badge")
                        .asString())
                .isEqualTo("pbl-reflection");
        problem(account, get("/instructor/content/preview?view=class"), 400, "no-course");
        problem(account, embed("progress", null), 400, "no-course");
    }

    @Test
    void badgesAreFoundByTheirTitle() throws Exception {
        assertThat(page("/instructor/content?q=reflec", "content-search"))
                .contains("Reflection")
                .doesNotContain("Achievement");
        assertThat(page("/instructor/content?q=" + "x".repeat(5000), "content-long"))
                .contains("No badge has that in its title.")
                .hasSizeLessThan(10_000);
    }

    @Test
    void aLargeCatalogueStaysASmallPage() throws Exception {
        for (int i = 0; i < 400; i++) {
            world.badges.add(TestBadges.badge(
                    "badge-" + i,
                    "Badge %03d".formatted(i),
                    TestBadges.milestones("one", "One"),
                    new Rule.Complete("one", null)));
        }
        assertThat(page("/instructor/content", "content-many"))
                .contains("These are 30 of 404.")
                .hasSizeLessThan(30_000);
        assertThat(page("/instructor/content?q=badge%20123", "content-found"))
                .contains("Badge 123")
                .doesNotContain("These are");
    }

    @Test
    void aBadgeWithoutActivitiesHereSaysWhatComesNext() throws Exception {
        world.bindings.clear();
        assertThat(page("/instructor/content/preview?view=badge&badge=pbl-reflection", "content-unbound"))
                .contains("Afterwards, open the link and say which activities");
        assertThat(page("/instructor/content/preview?view=progress", "content-progress-empty"))
                .contains("No badge is in this course yet.");
    }

    @Test
    void withoutThePlatformsQuestionThereIsNothingToChoose() throws Exception {
        MockMvc visitor = browser(Role.INSTRUCTOR, TestWorld.COURSE, new Purpose.Visit(null, null));
        for (MockHttpServletRequestBuilder each : every()) {
            problem(visitor, each, 400, "nothing-to-choose");
        }
    }

    @Test
    @Case("U59")
    void studentsChooseNothing() throws Exception {
        MockMvc student = browser(Role.STUDENT, TestWorld.COURSE, TestWorld.picker(true));
        for (MockHttpServletRequestBuilder each : every()) {
            problem(student, each, 403, "forbidden");
        }
    }

    @Test
    @Case("U58")
    void badgesOfOthersAndDraftsAreNotFound() throws Exception {
        world.badges.add(TestBadges.hidden(new InstitutionId(new UUID(7, 7)), "their-badge", Badge.State.PUBLISHED));
        world.badges.add(TestBadges.hidden(TestWorld.INSTITUTION, "my-draft", Badge.State.DRAFT));
        for (String key : List.of("their-badge", "my-draft", "none", "../admin", "%00", "<script>")) {
            problem(
                    picker,
                    get("/instructor/content/preview").param("view", "badge").param("badge", key),
                    404,
                    "not-found");
            problem(picker, embed("badge", key), 404, "not-found");
        }
        assertThat(page("/instructor/content", "content-others")).doesNotContain("their-badge", "my-draft");
        problem(picker, embed("badge", null), 404, "not-found");
        problem(picker, embed("everything", null), 400, "bad-request");
    }

    @Test
    void anAnswerNeverGoesToAnotherSite() throws Exception {
        MockMvc lured = browser(
                Role.INSTRUCTOR, TestWorld.COURSE, asking("https://evil.example/return", Set.of("ltiResourceLink")));
        problem(lured, embed("badge", "pbl-reflection"), 400, "nothing-to-choose");
        problem(lured, post("/instructor/content/cancel"), 400, "nothing-to-choose");
    }

    @Test
    @Case("T48")
    void hostileTitlesAreTextNeverMarkup() throws Exception {
        String hostile = "\"><script>alert(1)</script> \u202Eevil [[${12345*3}]]";
        world.badges.set(
                2,
                TestBadges.badge(
                        "pbl-reflection",
                        hostile,
                        TestBadges.milestones("essay", "<img src=x onerror=alert(1)>"),
                        world.badges.get(2).rule()));
        for (String path :
                List.of("/instructor/content", "/instructor/content/preview?view=badge&badge=pbl-reflection")) {
            assertThat(page(path, "content-hostile"))
                    .doesNotContain("<script>alert", "<img", "37035")
                    .contains("dir=\"auto\"");
        }
        String answer = answer(picker, "badge", "pbl-reflection", "<b>\u05D0</b>\u0000\r\n" + "x".repeat(400), true);
        assertThat(answer).doesNotContain("<b>");
        String title = claims(answer).path(ITEMS).get(0).path("title").asString();
        assertThat(title).hasSize(255).startsWith("<b>\u05D0</b>   xxx");
        problem(picker, embed("badge", "pbl-reflection").param("title", "\u0000"), 400, "bad-request");
    }

    private static List<MockHttpServletRequestBuilder> every() {
        return List.of(
                get("/instructor/content"),
                get("/instructor/content/preview?view=badge&badge=pbl-reflection"),
                embed("badge", "pbl-reflection"),
                post("/instructor/content/cancel"));
    }

    private static Purpose asking(String returnUrl, Set<String> types) {
        return new Purpose.Choice(new ContentRequest("deployment-1", URI.create(returnUrl), null, types, false, true));
    }

    private static MockHttpServletRequestBuilder embed(String view, @Nullable String badge) {
        MockHttpServletRequestBuilder request = post("/instructor/content").param("view", view);
        return badge == null ? request : request.param("badge", badge);
    }

    private static void problem(MockMvc who, MockHttpServletRequestBuilder what, int status, String code)
            throws Exception {
        who.perform(what).andExpect(status().is(status)).andExpect(request().attribute("cairn.problem", code));
    }

    private static JsonNode embedded(MockMvc who, String view, @Nullable String badge, String title, boolean graded)
            throws Exception {
        JsonNode list = claims(answer(who, view, badge, title, graded)).path(ITEMS);
        assertThat(list.size()).isEqualTo(1);
        return list.get(0);
    }

    private static String answer(MockMvc who, String view, @Nullable String badge, String title, boolean graded)
            throws Exception {
        MockHttpServletRequestBuilder request = embed(view, badge).param("title", title);
        return TestPages.keep(
                who.perform(graded ? request.param("graded", "true") : request)
                        .andExpect(status().isOk())
                        .andReturn(),
                "content-answer");
    }

    private static JsonNode claims(String page) {
        Matcher field = Pattern.compile("name=\"JWT\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        String jwt = HtmlUtils.htmlUnescape(field.group(1));
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    }

    private String page(String path, String name) throws Exception {
        return page(picker, path, name);
    }

    private static String page(MockMvc who, String path, String name) throws Exception {
        return TestPages.keep(
                who.perform(get(URI.create(path))).andExpect(status().isOk()).andReturn(), name);
    }
}
