package org.cairn.web.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.award.Award;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.pathway.Badge;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.web.TestBadges;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class OneBadgePageTests {

    private static final Purpose EMBEDDED = new Purpose.Visit(new Embed(Embed.View.BADGE, "pbl-preparation"), null);

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final MockMvc browser = browser(world.launch(ada, Role.STUDENT, TestWorld.COURSE, EMBEDDED));

    private MockMvc browser(Launch launch) {
        return TestPages.browser(launch, StudentControllers.of(world));
    }

    @Test
    void theFirstLineSaysHowFarAndWhatNextForThisBadgeAlone() throws Exception {
        world.scored(ada, "assignment:1", 90);
        world.scored(ada, "assignment:4", 72);
        assertThat(page("/student/badge/pbl-preparation", "badge-student"))
                .contains("1 of 2 toward Project-Based Collaboration: Preparation.")
                .contains("Next: complete Kick-off workshop")
                .contains("class=\"cairn\"", "Score at least 80% on Team charter")
                .contains("hx-get")
                .contains("This badge")
                .doesNotContain("Reflection essay");
    }

    @Test
    void aStackShowsTheBadgesItIsBuiltOn() throws Exception {
        assertThat(page("/student/badge/pbl-achievement", "badge-student-stack"))
                .contains("0 of 3 toward Project-Based Collaboration: Achievement.")
                .contains("Reflection essay");
    }

    @Test
    void anEarnedBadgeCanBeShared() throws Exception {
        Award award = world.award(ada, "pbl-preparation");
        assertThat(page("/student/badge/pbl-preparation", "badge-student-earned"))
                .contains("You have earned Project-Based Collaboration: Preparation.")
                .contains("/student/share?award=" + award.id());
    }

    @Test
    void theOpenPageIsAnsweredOnlyWhenThereIsNews() throws Exception {
        String seen = page("/student/badge/pbl-reflection", "badge-student")
                .replaceAll("(?s).*seen&quot;:&quot;(\\w+)&quot;.*", "$1");
        browser.perform(get("/student/badge/pbl-reflection")
                        .header("HX-Request", "true")
                        .param("seen", seen))
                .andExpect(status().isNoContent());
        world.award(ada, "pbl-reflection");
        String news = browser.perform(get("/student/badge/pbl-reflection")
                        .header("HX-Request", "true")
                        .param("seen", seen))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(news)
                .contains("You have earned")
                .contains("layer earned fresh")
                .doesNotContain("<html");
    }

    @Test
    void aBadgeThatNothingHereCountsTowardIsShownWithAnExplanation() throws Exception {
        world.bindings.removeIf(binding -> binding.badge().equals("pbl-reflection"));
        assertThat(page("/student/badge/pbl-reflection", "badge-student-unbound"))
                .contains("0% of the way to Project-Based Collaboration: Reflection.")
                .contains("Nothing in this course counts toward this badge yet: your instructor has still to say");
        world.award(ada, "pbl-reflection");
        assertThat(page("/student/badge/pbl-reflection", "badge-student-unbound-earned"))
                .doesNotContain("your instructor has still to say");
    }

    @Test
    void outsideACourseTheBadgeIsShownAllTheSame() throws Exception {
        MockMvc outside = browser(world.launch(ada, Role.STUDENT, null, EMBEDDED));
        assertThat(TestPages.keep(
                        outside.perform(get("/student/badge/pbl-preparation"))
                                .andExpect(status().isOk())
                                .andReturn(),
                        "badge-student-outside"))
                .contains("toward Project-Based Collaboration: Preparation.")
                .doesNotContain("your instructor has still to say");
    }

    @Test
    @Case("U58")
    void badgesOfOthersDraftsAndUnknownOnesAreKindlyNotThere() throws Exception {
        world.badges.add(TestBadges.hidden(new InstitutionId(new UUID(7, 7)), "theirs", Badge.State.PUBLISHED));
        world.badges.add(TestBadges.hidden(TestWorld.INSTITUTION, "draft", Badge.State.DRAFT));
        for (String key : List.of("theirs", "draft", "none", "%3Cscript%3E", "..%2Fadmin", "x;y")) {
            String page = TestPages.keep(
                    browser.perform(get(URI.create("/student/badge/" + key)))
                            .andExpect(status().isNotFound())
                            .andReturn(),
                    "badge-student-gone");
            assertThat(page)
                    .as(key)
                    .contains("This badge is not here any more")
                    .doesNotContain("Hidden", "<script>")
                    .contains("href=\"/student\"");
            browser.perform(get(URI.create("/student/badge/" + key)).header("HX-Request", "true"))
                    .andExpect(status().isNoContent());
        }
    }

    @Test
    void anEarnedBadgeStaysAfterItWasTakenOutOfTheCatalogue() throws Exception {
        world.award(ada, "pbl-reflection");
        world.badges.set(2, TestBadges.hidden(TestWorld.INSTITUTION, "pbl-reflection", Badge.State.DRAFT));
        assertThat(page("/student/badge/pbl-reflection", "badge-student-old")).contains("You have earned");
    }

    @Test
    @Case("U56")
    void anotherStudentsProgressIsNeverShown() throws Exception {
        world.scored(ada, "assignment:1", 90);
        LearnerId ben = world.student("Ben Brook");
        MockMvc other = browser(world.launch(ben, Role.STUDENT, TestWorld.COURSE, EMBEDDED));
        for (String path : List.of(
                "/student/badge/pbl-preparation",
                "/student/badge/pbl-preparation?learner=" + ada.value(),
                "/student/badge/pbl-preparation?id=" + ada.value())) {
            assertThat(TestPages.keep(other.perform(get(path)).andReturn(), "badge-student-ben"))
                    .contains("0 of 2 toward")
                    .doesNotContain("90%", "Ada");
        }
    }

    @Test
    @Case("T48")
    void titlesAreTextNeverMarkup() throws Exception {
        world.badges.set(
                2,
                TestBadges.badge(
                        "pbl-reflection",
                        "\u202E<script>alert(1)</script> [[${12345*3}]]",
                        TestBadges.milestones("essay", "<img src=x onerror=alert(1)>"),
                        world.badges.get(2).rule()));
        assertThat(page("/student/badge/pbl-reflection", "badge-student-hostile"))
                .doesNotContain("<script>alert", "<img", "37035")
                .contains("<h1 dir=\"auto\">");
    }

    private String page(String path, String name) throws Exception {
        return TestPages.keep(
                browser.perform(get(path)).andExpect(status().isOk()).andReturn(), name);
    }
}
