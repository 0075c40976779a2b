package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.util.UUID;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Author;
import org.cairn.evidence.Observation;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.pathway.Binding;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class InstructorPagesTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final LearnerId ada = world.student("Ada Abara");
    private final LearnerId ben = world.student("Ben Brook");
    private final LearnerId outsider = world.person("Otto Outside");
    private final MockMvc browser = browser(Role.INSTRUCTOR, TestWorld.COURSE);

    private MockMvc browser(Role role, CourseId course) {
        return TestPages.browser(world.launch(teacher, role, course), InstructorControllers.of(world));
    }

    @Test
    void theGridShowsWhoIsOneStepAwayAndWhoWaitsForMe() throws Exception {
        world.scored(ada, "assignment:1", 90);
        world.scored(ada, "assignment:4", 72);
        String page = page("/instructor", "class");
        assertThat(page)
                .contains("Ada Abara", "Ben Brook")
                .doesNotContain("Otto Outside")
                .contains("One student is one step away from a badge.")
                .contains("2 wait for you to confirm a milestone.")
                .contains("72%");
        world.award(ada, "pbl-preparation");
        assertThat(page("/instructor?show=needs", "class-needs"))
                .contains("Ben Brook")
                .doesNotContain("Ada Abara");
    }

    @Test
    void theGridSortsByProgress() throws Exception {
        world.scored(ben, "assignment:1", 90);
        String byName = page("/instructor", "class-name");
        String byProgress = page("/instructor?sort=progress", "class-progress");
        assertThat(byName.indexOf("Ada Abara")).isLessThan(byName.indexOf("Ben Brook"));
        assertThat(byProgress.indexOf("Ben Brook")).isLessThan(byProgress.indexOf("Ada Abara"));
        page("/instructor?sort=drop%20table&show=x&page=-1", "class-odd");
        page("/instructor?page=1000000000", "class-far");
    }

    @Test
    void aLargeClassStaysASmallPage() throws Exception {
        for (int i = 0; i < 300; i++) {
            world.scored(world.student("Student %03d".formatted(i)), "assignment:1", i % 101);
        }
        String page = page("/instructor", "class-large");
        assertThat(page.length()).isLessThan(150_000);
        assertThat(page).contains("Student 010").doesNotContain("Student 250");
        assertThat(page("/instructor?page=3", "class-large-3")).contains("Student 250");
    }

    @Test
    void aStudentOfTheCourseShowsTheSameReasonsAsTheySeeThemselves() throws Exception {
        world.scored(ada, "assignment:4", 72);
        String page = page("/instructor/students/" + ada.value(), "instructor-student");
        assertThat(page)
                .contains("Ada Abara")
                .contains("best so far 72%")
                .contains("Mentor meeting (Project-Based Collaboration: Preparation)")
                .doesNotContain("/student/share");
    }

    @Test
    void studentsOfOtherCoursesAreNotFound() throws Exception {
        browser.perform(get("/instructor/students/" + outsider.value())).andExpect(status().isNotFound());
        browser.perform(get("/instructor/students/" + UUID.randomUUID())).andExpect(status().isNotFound());
        attest(browser, outsider, "pbl-preparation/mentor").andExpect(status().isNotFound());
        MockMvc elsewhere = browser(Role.INSTRUCTOR, new CourseId(TestWorld.INSTITUTION, new UUID(9, 9)));
        elsewhere.perform(get("/instructor/students/" + ada.value())).andExpect(status().isNotFound());
        attest(elsewhere, ada, "pbl-preparation/mentor").andExpect(status().isNotFound());
        assertThat(world.attested).isEmpty();
    }

    @Test
    void studentsMayNotTeach() throws Exception {
        MockMvc student = browser(Role.STUDENT, TestWorld.COURSE);
        for (String path : new String[] {
            "/instructor",
            "/instructor/students/" + ada.value(),
            "/instructor/embed",
            "/instructor/embed/pbl-reflection"
        }) {
            student.perform(get(path)).andExpect(status().isForbidden());
        }
        attest(student, ada, "pbl-preparation/mentor").andExpect(status().isForbidden());
        student.perform(post("/instructor/embed/pbl-reflection")
                        .param("milestone", "essay")
                        .param("activity", "assignment:9"))
                .andExpect(status().isForbidden());
        assertThat(world.bindings).hasSize(4);
    }

    @Test
    void confirmingSendsNoteAndLinkAndComesBack() throws Exception {
        browser.perform(post("/instructor/students/" + ada.value() + "/attest")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("note", "Met on Monday")
                        .param("link", "https://example.edu/notes"))
                .andExpect(redirectedUrl("/instructor/students/" + ada.value() + "?said=confirmed"));
        assertThat(world.attested)
                .containsExactly("pbl-preparation/mentor true Met on Monday https://example.edu/notes");
    }

    @Test
    void onlyWhatIsOfferedCanBeConfirmed() throws Exception {
        attest(browser, ada, "pbl-reflection/essay").andExpect(status().isBadRequest());
        attest(browser, ada, "nonsense").andExpect(status().isBadRequest());
        browser.perform(post("/instructor/students/" + ada.value() + "/attest")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("link", "javascript:alert(1)"))
                .andExpect(status().isBadRequest());
        assertThat(world.attested).isEmpty();
    }

    @Test
    void aConfirmationCanBeTakenBack() throws Exception {
        world.seen(ada, new Observation.Attestation("pbl-preparation", "mentor", "instructor", teacher, "seen", true));
        assertThat(page("/instructor/students/" + ada.value(), "instructor-confirmed"))
                .contains("Take back");
        browser.perform(post("/instructor/students/" + ada.value() + "/attest")
                .param("milestone", "pbl-preparation/mentor")
                .param("stands", "false"));
        assertThat(world.attested).containsExactly("pbl-preparation/mentor false null null");
    }

    @Test
    void aWholeClassIsConfirmedAtOnceAndThoseWhoHaveItAreNotAsked() throws Exception {
        world.seen(ben, new Observation.Attestation("pbl-preparation", "mentor", "instructor", teacher, "seen", true));
        assertThat(page("/instructor/confirm?milestone=pbl-preparation/mentor", "confirm"))
                .contains("Ada Abara", "Mentor meeting")
                .doesNotContain("Ben Brook");
        assertThat(page("/instructor/confirm?milestone=pbl-preparation/mentor&back=true", "confirm-back"))
                .contains("Ben Brook")
                .doesNotContain("Ada Abara");
        LearnerId cy = world.student("Cy Crow");
        browser.perform(post("/instructor/confirm")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("all", "true")
                        .param("note", "All of you")
                        .param("link", "https://example.edu/all"))
                .andExpect(redirectedUrl("/instructor/confirm?milestone=pbl-preparation/mentor&back=false&said=2"));
        browser.perform(post("/instructor/confirm")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("student", cy.value().toString()))
                .andExpect(redirectedUrl("/instructor/confirm?milestone=pbl-preparation/mentor&back=false&said=1"));
        browser.perform(post("/instructor/confirm")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("back", "true")
                        .param("student", ben.value().toString()))
                .andExpect(status().is3xxRedirection());
        assertThat(world.attested)
                .containsExactly(
                        "pbl-preparation/mentor true All of you https://example.edu/all",
                        "pbl-preparation/mentor true All of you https://example.edu/all",
                        "pbl-preparation/mentor true null null",
                        "pbl-preparation/mentor false null null");
    }

    @Test
    void whatWasWrittenStaysWhenNobodyWasTicked() throws Exception {
        String page = TestPages.keep(
                browser.perform(post("/instructor/confirm")
                                .param("milestone", "pbl-preparation/mentor")
                                .param("note", "A long note")
                                .param("link", "https://example.edu/1"))
                        .andExpect(status().isOk())
                        .andReturn(),
                "confirm-nobody");
        assertThat(page)
                .contains("Nobody was chosen, so nothing was confirmed.")
                .contains(">A long note</textarea>", "value=\"https://example.edu/1\"");
        assertThat(world.attested).isEmpty();
    }

    @Test
    void nobodyFromElsewhereIsConfirmedInAClass() throws Exception {
        browser.perform(post("/instructor/confirm")
                        .param("milestone", "pbl-preparation/mentor")
                        .param("student", outsider.value().toString()))
                .andExpect(status().isNotFound());
        browser.perform(post("/instructor/confirm")
                        .param("milestone", "pbl-reflection/essay")
                        .param("all", "true"))
                .andExpect(status().isBadRequest());
        browser(Role.STUDENT, TestWorld.COURSE)
                .perform(post("/instructor/confirm").param("milestone", "pbl-preparation/mentor"))
                .andExpect(status().isForbidden());
        assertThat(world.attested).isEmpty();
    }

    @Test
    void aMilestoneIsWaivedWithAReasonAndShownAsWaived() throws Exception {
        String waive = "/instructor/students/" + ada.value() + "/waive";
        browser.perform(post(waive).param("milestone", "pbl-reflection/essay")).andExpect(status().isBadRequest());
        browser.perform(post(waive).param("milestone", "none/essay").param("reason", "x"))
                .andExpect(status().isBadRequest());
        browser.perform(post(waive).param("milestone", "pbl-reflection/essay").param("reason", "Portfolio of 2024"))
                .andExpect(redirectedUrl("/instructor/students/" + ada.value() + "?said=waived"));
        assertThat(world.attested).containsExactly("waived pbl-reflection/essay true Portfolio of 2024 null");
        world.seen(
                ada,
                new Observation.Waiver(
                        "pbl-reflection",
                        "essay",
                        new Author("instructor", teacher, "Tess Teacher"),
                        "Portfolio <b>of</b> 2024",
                        "https://example.edu/p",
                        true));
        assertThat(page("/instructor/students/" + ada.value(), "instructor-waived"))
                .contains(
                        "Waived:",
                        "recognised prior learning",
                        "Waived by Tess Teacher, an instructor",
                        "Portfolio &lt;b&gt;of&lt;/b&gt; 2024",
                        "rel=\"noopener noreferrer nofollow ugc\"",
                        "Waived milestones");
        assertThat(page("/instructor", "class-waived")).contains("<span class=\"vh\">waived</span>");
    }

    @Test
    void badgesAreFoundByTheirTitle() throws Exception {
        assertThat(page("/instructor/embed", "embed")).contains("Achievement", "Reflection");
        assertThat(page("/instructor/embed?q=reflec", "embed-search"))
                .contains("Reflection")
                .doesNotContain("Achievement");
    }

    @Test
    void bindingSaysFirstHowManyOfTheClassWouldMeetIt() throws Exception {
        world.bindings.clear();
        world.scored(ada, "assignment:4", 90);
        world.scored(ben, "assignment:4", 60);
        assertThat(page("/instructor/embed/pbl-reflection", "bind"))
                .contains("Suggested by its name.")
                .contains("Now met by 0 of the 2 students");
        assertThat(page("/instructor/embed/pbl-reflection?milestone=essay&activity=assignment:4", "bind-trial"))
                .contains("1 of the 2 students of this class would meet it through Reflection essay.");
        assertThat(world.bindings).isEmpty();
        browser.perform(post("/instructor/embed/pbl-reflection")
                        .param("milestone", "essay")
                        .param("activity", "assignment:4")
                        .param("atLeast", "85"))
                .andExpect(redirectedUrl("/instructor/embed/pbl-reflection"));
        assertThat(world.bindings)
                .containsExactly(new Binding(
                        "pbl-reflection",
                        "essay",
                        new Activity(TestWorld.PLATFORM, "565", "assignment:4"),
                        new BigDecimal("0.85")));
    }

    @Test
    void anActivityCanBeUnbound() throws Exception {
        assertThat(page("/instructor/embed/pbl-reflection", "bind-bound")).contains("No longer use it");
        browser.perform(post("/instructor/embed/pbl-reflection/unbind")
                        .param("milestone", "essay")
                        .param("activity", "assignment:4"))
                .andExpect(redirectedUrl("/instructor/embed/pbl-reflection"));
        assertThat(world.bindings).noneMatch(binding -> binding.badge().equals("pbl-reflection"));
    }

    @Test
    void onlyMyOwnConfirmationIsMineToTakeBack() throws Exception {
        world.seen(ada, new Observation.Attestation("pbl-preparation", "mentor", "instructor", outsider, "seen", true));
        assertThat(page("/instructor/students/" + ada.value(), "instructor-others"))
                .doesNotContain("Take back");
    }

    @Test
    void anAdministratorActsAsInstructor() throws Exception {
        MockMvc admin = browser(Role.ADMINISTRATOR, TestWorld.COURSE);
        attest(admin, ada, "pbl-preparation/mentor").andExpect(status().is3xxRedirection());
        assertThat(world.attested).hasSize(1);
    }

    @Test
    void nonsenseIsNotBound() throws Exception {
        for (String activity : new String[] {"../x", "Assignment 4", "assignment:4 or 1=1", "<b>", "event:a\0b"}) {
            browser.perform(post("/instructor/embed/pbl-reflection")
                            .param("milestone", "essay")
                            .param("other", activity))
                    .andExpect(status().isBadRequest());
        }
        browser.perform(post("/instructor/embed/pbl-reflection")
                        .param("milestone", "charter")
                        .param("activity", "assignment:4"))
                .andExpect(status().isBadRequest());
        browser.perform(post("/instructor/embed/none").param("milestone", "essay"))
                .andExpect(status().isNotFound());
        assertThat(world.bindings).hasSize(4);
    }

    private org.springframework.test.web.servlet.ResultActions attest(MockMvc who, LearnerId student, String milestone)
            throws Exception {
        return who.perform(
                post("/instructor/students/" + student.value() + "/attest").param("milestone", milestone));
    }

    private String page(String path, String name) throws Exception {
        return TestPages.keep(
                browser.perform(get(java.net.URI.create(path)))
                        .andExpect(status().isOk())
                        .andReturn(),
                name);
    }
}
