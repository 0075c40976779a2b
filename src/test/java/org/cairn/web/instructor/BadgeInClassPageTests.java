package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.lti.CourseId;
import org.cairn.lti.Embed;
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

class BadgeInClassPageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final LearnerId ada = world.student("Ada Abara");
    private final LearnerId ben = world.student("Ben Brook");
    private final LearnerId outsider = world.person("Otto Outside");
    private final MockMvc browser = browser(Role.INSTRUCTOR, TestWorld.COURSE, new Purpose.Visit(null, null));

    private MockMvc browser(Role role, CourseId course, Purpose purpose) {
        return TestPages.browser(world.launch(teacher, role, course, purpose), InstructorControllers.of(world));
    }

    @Test
    void staffSeeTheClassOnThatOneBadge() throws Exception {
        world.scored(ada, "assignment:1", 90);
        world.scored(ben, "assignment:4", 72);
        assertThat(page("/instructor/badge/pbl-preparation", "badge-class"))
                .contains("Ada Abara", "Ben Brook", "Team charter", "Kick-off workshop")
                .doesNotContain("Reflection essay", "Otto Outside", "Bind its milestones now")
                .contains("/instructor/embed/pbl-preparation")
                .contains("href=\"/instructor\"");
    }

    @Test
    void aStackShowsTheBadgesItIsBuiltOn() throws Exception {
        assertThat(page("/instructor/badge/pbl-achievement", "badge-class-stack"))
                .contains("Team charter", "Teamwork review", "Reflection essay");
    }

    @Test
    void aBadgeThatNothingHereCountsTowardAsksToBeBound() throws Exception {
        world.bindings.removeIf(binding -> binding.badge().equals("pbl-reflection"));
        assertThat(page("/instructor/badge/pbl-reflection", "badge-class-unbound"))
                .contains("Nothing in this course counts toward this badge yet")
                .contains("Bind its milestones now")
                .contains("href=\"/instructor/embed/pbl-reflection\"");
    }

    @Test
    void inACopiedCourseItSaysWhatCanBeTakenOver() throws Exception {
        assertThat(page("/instructor/badge/pbl-reflection", "badge-class-own")).doesNotContain("/instructor/copy");
        world.bindings.clear();
        world.copiedFromLastYear();
        assertThat(page("/instructor/badge/pbl-reflection", "badge-class-copied"))
                .contains("/instructor/copy", "Bind its milestones now");
    }

    @Test
    void milestonesStillWithoutAnActivityAreNamed() throws Exception {
        world.bindings.removeIf(binding -> binding.milestone().equals("kickoff"));
        assertThat(page("/instructor/badge/pbl-preparation", "badge-class-open"))
                .contains("Still without an activity in this course:")
                .contains(">Kick-off workshop</a>")
                .doesNotContain(">Team charter</a>", ">Mentor meeting</a>");
    }

    @Test
    @Case("U65")
    void sortingAndFilteringStayOnTheBadge() throws Exception {
        world.scored(ben, "assignment:4", 90);
        assertThat(page("/instructor/badge/pbl-reflection?sort=progress&show=near", "badge-class-sorted"))
                .contains("href=\"/instructor/badge/pbl-reflection?show=all&amp;sort=progress\"");
        page("/instructor/badge/pbl-reflection?sort=drop%20table&show=x&page=-1", "badge-class-odd");
        page("/instructor/badge/pbl-reflection?page=1000000000", "badge-class-far");
        page("/instructor/badge/pbl-reflection?page=none", "badge-class-none");
    }

    @Test
    @Case("U58")
    void badgesOfOthersAndUnknownOnesAreKindlyNotThere() throws Exception {
        world.badges.replaceAll(badge -> badge.key().equals("pbl-reflection")
                ? TestBadges.hidden(new InstitutionId(new UUID(7, 7)), "pbl-reflection", Badge.State.PUBLISHED)
                : badge);
        for (String key : List.of("pbl-reflection", "none", "%3Cscript%3E", "..%2Fadmin", "x;y")) {
            String page = TestPages.keep(
                    browser.perform(get(URI.create("/instructor/badge/" + key)))
                            .andExpect(status().isNotFound())
                            .andReturn(),
                    "badge-class-gone");
            assertThat(page)
                    .as(key)
                    .contains("This badge is not here any more")
                    .doesNotContain("Hidden", "<script>")
                    .contains("href=\"/instructor\"");
        }
    }

    @Test
    @Case("U59")
    void studentsSeeNothingOfTheClass() throws Exception {
        MockMvc student = browser(Role.STUDENT, TestWorld.COURSE, new Purpose.Visit(null, null));
        student.perform(get("/instructor/badge/pbl-reflection")).andExpect(status().isForbidden());
    }

    @Test
    @Case("U57")
    void anotherCoursesInstructorSeesNobodyOfThisOne() throws Exception {
        world.scored(ada, "assignment:4", 90);
        MockMvc elsewhere = browser(
                Role.INSTRUCTOR, new CourseId(TestWorld.INSTITUTION, new UUID(9, 9)), new Purpose.Visit(null, null));
        String page = TestPages.keep(
                elsewhere
                        .perform(get("/instructor/badge/pbl-reflection"))
                        .andExpect(status().isOk())
                        .andReturn(),
                "badge-class-elsewhere");
        assertThat(page)
                .doesNotContain("Ada Abara", "Ben Brook")
                .contains("Bind its milestones now")
                .contains("No student is known yet.");
    }

    @Test
    void theEmbeddedBadgeStaysAtHandOnOtherPages() throws Exception {
        MockMvc embedded = browser(
                Role.INSTRUCTOR,
                TestWorld.COURSE,
                new Purpose.Visit(new Embed(Embed.View.BADGE, "pbl-reflection"), null));
        for (String path : List.of("/instructor", "/instructor/embed", "/instructor/badge/pbl-reflection")) {
            assertThat(TestPages.keep(embedded.perform(get(path)).andReturn(), "badge-nav"))
                    .contains("<a href=\"/instructor/badge/pbl-reflection\"")
                    .contains("This badge");
        }
        assertThat(page("/instructor", "badge-nav-none")).doesNotContain("This badge");
    }

    @Test
    @Case("U57")
    void aReviewFromTheGradebookShowsOnlyStudentsOfTheCourse() throws Exception {
        MockMvc known = browser(Role.INSTRUCTOR, TestWorld.COURSE, new Purpose.Review(ada, null));
        assertThat(TestPages.keep(
                        known.perform(get("/instructor/students/" + ada.value()))
                                .andExpect(status().isOk())
                                .andReturn(),
                        "review"))
                .contains("Ada Abara");
        MockMvc early = browser(Role.INSTRUCTOR, TestWorld.COURSE, new Purpose.Review(outsider, null));
        early.perform(get("/instructor/students/" + outsider.value()))
                .andExpect(status().isNotFound())
                .andExpect(request().attribute("cairn.problem", "not-in-roster"));
        early.perform(get("/instructor/students/" + new UUID(8, 8)))
                .andExpect(status().isNotFound())
                .andExpect(request().attribute("cairn.problem", "not-found"));
    }

    private String page(String path, String name) throws Exception {
        return TestPages.keep(
                browser.perform(get(URI.create(path)))
                        .andExpect(status().isOk())
                        .andReturn(),
                name);
    }
}
