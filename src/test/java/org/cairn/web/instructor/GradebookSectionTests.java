package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import org.cairn.Case;
import org.cairn.lti.Gradebook.Column;
import org.cairn.lti.Gradebook.Offer;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class GradebookSectionTests {

    private static final String PATH = "/instructor/embed/pbl-reflection";

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final MockMvc browser = browser(Role.INSTRUCTOR);

    private MockMvc browser(Role role) {
        return TestPages.browser(world.launch(teacher, role), InstructorControllers.of(world));
    }

    private String page(String path, String name) throws Exception {
        return TestPages.keep(
                browser.perform(get(path)).andExpect(status().isOk()).andReturn(), name);
    }

    private void column(State state, @Nullable Trouble trouble, Map<Trouble, Integer> refused) {
        world.gradebook.columns.clear();
        world.gradebook.columns.add(
                new Column(TestWorld.COURSE, "pbl-reflection", "Reflection", state, trouble, 1, 12, 3, 1, refused));
    }

    @Test
    void theSwitchIsThereWhereThePlatformLetsUsMakeColumns() throws Exception {
        assertThat(page(PATH, "gradebook-offer")).contains("Write progress to the gradebook");
        world.gradebook.offer = Offer.SCORES;
        assertThat(page(PATH, "gradebook-scores"))
                .contains("Embed the badge with a graded link")
                .doesNotContain("Write progress to the gradebook");
        world.gradebook.offer = Offer.NOTHING;
        assertThat(page(PATH, "gradebook-nothing")).contains("does not let us write");
    }

    @Test
    void aColumnSaysWhatStandsWhatWaitsAndWhatCouldNotBeWritten() throws Exception {
        column(State.OPEN, null, Map.of(Trouble.NOT_A_STUDENT, 2));
        assertThat(page(PATH, "gradebook-open"))
                .contains("Progress of 12 students stands in the column “Reflection”.")
                .contains("The progress of 3 students will be written soon.")
                .contains("For one student a grade that somebody else gave stands.")
                .contains("For 2 students progress could not be written, because")
                .contains("one more column")
                .contains("Try again", "Stop writing");
    }

    @Test
    @Case("F19")
    void whatEndedIsShownBesideTheBadgeAndAboveTheClass() throws Exception {
        world.student("Ada Abara");
        for (Trouble trouble : Trouble.values()) {
            column(State.REFUSED, trouble, Map.of());
            String what = "could not be written";
            assertThat(page(PATH, "gradebook-" + trouble.code())).contains(what, "Try again");
            assertThat(page("/instructor", "class-" + trouble.code())).contains(what, PATH);
        }
        column(State.REFUSED, Trouble.CONCLUDED, Map.of());
        assertThat(page("/instructor", "class-concluded")).contains("because the course is over.");
    }

    @Test
    void theButtonsDoWhatTheySay() throws Exception {
        for (String what : new String[] {"keep", "stop", "retry"}) {
            browser.perform(post(PATH + "/gradebook").param("do", what)).andExpect(redirectedUrl(PATH));
        }
        assertThat(world.gradebook.asked).hasSize(3).anyMatch(asked -> asked.startsWith("keep pbl-reflection "));
        browser.perform(post(PATH + "/gradebook").param("do", "delete")).andExpect(status().isBadRequest());
        browser.perform(post("/instructor/embed/nobody-knows/gradebook").param("do", "keep"))
                .andExpect(status().isNotFound());
        browser(Role.STUDENT)
                .perform(post(PATH + "/gradebook").param("do", "keep"))
                .andExpect(status().isForbidden());
        assertThat(world.gradebook.asked).hasSize(3);
    }
}
