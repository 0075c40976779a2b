package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.List;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.instructor.InstructorControllers;
import org.cairn.web.student.StudentControllers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class AskingTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final LearnerId teacher = world.person("Tess Teacher");
    private final MockMvc student =
            TestPages.browser(world.launch(ada, Role.STUDENT), with(StudentControllers.of(world)));

    private Object[] with(Object[] controllers) {
        Object[] all = java.util.Arrays.copyOf(controllers, controllers.length + 1);
        all[controllers.length] = asking();
        return all;
    }

    private Asking asking() {
        return new Asking(world.pulls, world.wording, world.clock);
    }

    private String page(String path) throws Exception {
        return TestPages.keep(
                student.perform(get(path)).andExpect(status().isOk()).andReturn(), "asking");
    }

    @Test
    void whereNothingIsAskedNothingIsOffered() throws Exception {
        assertThat(page("/student")).doesNotContain("Something missing?");
    }

    @Test
    void thePageSaysWhenTheCourseWasLastCheckedAndOffersToCheckNow() throws Exception {
        world.pulls.asked = new Pulls.Asked(world.clock.instant().minus(Duration.ofMinutes(20)), false, null, false);
        for (String path : new String[] {"/student", "/student/badge/pbl-preparation"}) {
            assertThat(page(path))
                    .contains("Something missing?")
                    .contains("The course was last checked 20 minutes ago.")
                    .contains("Check now")
                    .contains("name=\"back\" value=\"" + path + "\"")
                    .doesNotContain("every 2s");
        }
        assertThat(page("/student/badges")).doesNotContain("Something missing?");
    }

    @Test
    void whileItIsCheckedThePageAsksHowItGoesAndOffersNothing() throws Exception {
        world.pulls.asked = new Pulls.Asked(null, true, null, false);
        assertThat(page("/student"))
                .contains("is being checked now")
                .contains("hx-get=\"/student/check?back=/student\"")
                .doesNotContain("Check now");
    }

    @Test
    void aFailureIsToldWithoutItsDetails() throws Exception {
        world.pulls.asked = new Pulls.Asked(null, false, "canvas.token", false);
        assertThat(page("/student"))
                .contains("has not been checked yet.")
                .contains("The last try did not succeed")
                .doesNotContain("401");
    }

    @Test
    void whatWasReadWithoutSomethingDidNotFail() throws Exception {
        world.pulls.asked = new Pulls.Asked(world.clock.instant(), false, "canvas.held", true);
        assertThat(page("/student"))
                .contains("The course was last checked")
                .contains("Not everything could be read")
                .doesNotContain("did not succeed", "held back");
        world.pulls.tooSoon = true;
        assertThat(student.perform(post("/student/check").header("HX-Request", "true"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("The course was checked a moment ago.");
    }

    @Test
    void checkingNowWantsTheCourseAndComesBack() throws Exception {
        world.pulls.asked = new Pulls.Asked(null, false, null, false);
        student.perform(post("/student/check").param("back", "/student/badge/pbl-preparation"))
                .andExpect(redirectedUrl("/student/badge/pbl-preparation"));
        for (String elsewhere :
                new String[] {"https://evil.example", "//evil.example", "/admin", "/student/../admin", ""}) {
            student.perform(post("/student/check").param("back", elsewhere)).andExpect(redirectedUrl("/student"));
        }
        assertThat(world.pulls.wanted).hasSize(6).containsOnly(TestWorld.COURSE);
        world.pulls.asked = new Pulls.Asked(null, true, null, false);
        String fragment = student.perform(post("/student/check").header("HX-Request", "true"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(fragment)
                .contains("id=\"asking\"")
                .contains("is being checked now")
                .doesNotContain("<html");
        student.perform(get("/student/check").header("HX-Request", "true")).andExpect(status().isOk());
    }

    @Test
    void whoeverAsksAgainAtOnceIsToldThatItIsTooSoon() throws Exception {
        world.pulls.asked = new Pulls.Asked(world.clock.instant(), false, null, false);
        world.pulls.tooSoon = true;
        assertThat(student.perform(post("/student/check").header("HX-Request", "true"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("The course was checked a moment ago.", "Check now");
    }

    @Test
    void whoeverAsksAgainAtOnceForWhatWasNotReadIsToldSo() throws Exception {
        world.pulls.tooSoon = true;
        for (Pulls.Asked notRead : List.of(
                new Pulls.Asked(null, false, null, false),
                new Pulls.Asked(null, false, "canvas.token", false),
                new Pulls.Asked(world.clock.instant(), false, "canvas.token", false),
                new Pulls.Asked(world.clock.instant().minus(Duration.ofMinutes(20)), false, null, false))) {
            world.pulls.asked = notRead;
            assertThat(student.perform(post("/student/check").header("HX-Request", "true"))
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .as("%s", notRead)
                    .doesNotContain("a moment ago. In half a minute")
                    .contains("Check now");
        }
    }

    @Test
    void whoeverTeachesIsOfferedTheSameOnTheirClass() throws Exception {
        MockMvc browser =
                TestPages.browser(world.launch(teacher, Role.INSTRUCTOR), with(InstructorControllers.of(world)));
        world.pulls.asked = new Pulls.Asked(world.clock.instant(), false, null, false);
        assertThat(TestPages.keep(browser.perform(get("/instructor")).andReturn(), "asking-class"))
                .contains("Something missing?")
                .contains("action=\"/instructor/check\"");
        assertThat(TestPages.keep(
                        browser.perform(get("/instructor/badge/pbl-preparation"))
                                .andReturn(),
                        "asking-badge"))
                .contains("Something missing?")
                .contains("name=\"back\" value=\"/instructor/badge/pbl-preparation\"");
        browser.perform(post("/instructor/check").param("back", "/instructor")).andExpect(redirectedUrl("/instructor"));
        assertThat(world.pulls.wanted).containsExactly(TestWorld.COURSE);
        assertThat(TestPages.keep(browser.perform(get("/instructor")).andReturn(), "asking-class"))
                .as("that page can ask how it goes")
                .contains("htmx.min.js");
        assertThat(browser.perform(get("/student/check").param("back", "/instructor/badge/pbl-preparation"))
                        .andExpect(header().string("HX-Refresh", "true"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .as("what is left when the course has been read")
                .contains("action=\"/instructor/check\"", "value=\"/instructor/badge/pbl-preparation\"");
        student.perform(post("/instructor/check")).andExpect(status().isForbidden());
    }
}
