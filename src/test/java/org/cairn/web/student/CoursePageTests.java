package org.cairn.web.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.cairn.award.Award;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class CoursePageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final MockMvc browser = browser(ada);

    private MockMvc browser(LearnerId who) {
        return TestPages.browser(world.launch(who, Role.STUDENT), StudentControllers.of(world));
    }

    @Test
    void firstLineSaysHowFarAndWhatNext() throws Exception {
        twoOfThree();
        String page = page("student");
        assertThat(page)
                .contains("2 of 3 toward Project-Based Collaboration: Achievement.")
                .contains("Next: score at least 80% on Reflection essay; best so far 72%.");
    }

    @Test
    void everyRequirementShowsItsValueDateAndSource() throws Exception {
        twoOfThree();
        assertThat(page("student").replaceAll("\\s+", " "))
                .contains("Score at least 80% on Team charter")
                .contains("<span class=\"value\">90%</span> <span class=\"when\">12 May 2026</span>")
                .contains("from Example Canvas")
                .contains("At least 1 of these 2:");
    }

    @Test
    void nothingYetIsSaidKindlyAndWithoutStones() throws Exception {
        world.badges.clear();
        assertThat(page("student-empty"))
                .contains("No badge in this course yet")
                .doesNotContain("class=\"cairn\"");
    }

    @Test
    void someoneWithoutResultsLearnsWhenTheCourseLastSpoke() throws Exception {
        assertThat(page("student-unknown"))
                .contains("Your results will appear here once your course sends them; last heard 5 minutes ago.")
                .contains("0 of 3 toward");
    }

    @Test
    void theOpenPageIsAnsweredOnlyWhenThereIsNews() throws Exception {
        world.scored(ada, "assignment:4", 72);
        String seen = page("student").replaceAll("(?s).*seen&quot;:&quot;(\\w+)&quot;.*", "$1");
        assertThat(seen).hasSize(16);
        browser.perform(get("/student").header("HX-Request", "true").param("seen", seen))
                .andExpect(status().isNoContent());
        world.scored(ada, "assignment:4", 91);
        world.award(ada, "pbl-reflection");
        String news = browser.perform(
                        get("/student").header("HX-Request", "true").param("seen", seen))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(news)
                .contains("layer earned fresh")
                .contains("1 of 3 toward")
                .contains("hx-swap-oob=\"innerHTML\"")
                .contains("id=\"waiting\" hx-swap-oob=\"delete\"")
                .doesNotContain("<html");
    }

    @Test
    void aWithdrawnBadgeStaysWithItsReason() throws Exception {
        world.award(ada, "pbl-reflection", Award.State.REVOKED, "the grade was corrected");
        assertThat(page("student-withdrawn"))
                .contains("This badge was withdrawn: the grade was corrected")
                .doesNotContain("/student/share");
    }

    @Test
    void anotherStudentsResultsAreNeverShown() throws Exception {
        twoOfThree();
        LearnerId ben = world.student("Ben Brook");
        String page = TestPages.keep(browser(ben).perform(get("/student")).andReturn(), "student-ben");
        assertThat(page).contains("0 of 3 toward").doesNotContain("90%");
    }

    @Test
    void titlesAreTextNeverMarkup() throws Exception {
        world.badges.set(
                2,
                org.cairn.web.TestBadges.badge(
                        "pbl-reflection",
                        "<script>alert(1)</script> [[${12345*3}]]",
                        org.cairn.web.TestBadges.milestones("essay", "<img src=x onerror=alert(1)>"),
                        world.badges.get(2).rule()));
        assertThat(page("student-hostile"))
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("37035")
                .contains("[[${12345*3}]]");
    }

    @Test
    void outsideACourseAllBadgesAreShown() throws Exception {
        TestPages.browser(world.launch(ada, Role.STUDENT, null), StudentControllers.of(world))
                .perform(get("/student"))
                .andExpect(redirectedUrl("/student/badges"));
    }

    private void twoOfThree() {
        world.scored(ada, "assignment:1", 90);
        world.completed(ada, "module:2");
        world.award(ada, "pbl-preparation");
        world.completed(ada, "assignment:3");
        world.award(ada, "pbl-engagement");
        world.scored(ada, "assignment:4", 72);
    }

    private String page(String name) throws Exception {
        return TestPages.keep(
                browser.perform(get("/student")).andExpect(status().isOk()).andReturn(), name);
    }
}
