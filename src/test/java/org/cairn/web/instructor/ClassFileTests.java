package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;

/** The class as a file for a spreadsheet. */
class ClassFileTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final MockMvc browser =
            TestPages.browser(world.launch(teacher, Role.INSTRUCTOR), InstructorControllers.of(world));

    private List<String> lines(String path) throws Exception {
        byte[] file = browser.perform(get(path))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "text/csv;charset=UTF-8"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"class-2026-05-12.csv\""))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
        String text = new String(file, StandardCharsets.UTF_8).substring(1);
        assertThat(text).endsWith("\r\n");
        return List.of(text.split("\r\n"));
    }

    @Test
    void eachStudentHasALineWithEveryMilestoneAndBadge() throws Exception {
        LearnerId ada = world.student("Ada “Ace” Abara, \"A\"");
        world.student("Zoë Żak");
        world.scored(ada, "assignment:4", 91);
        world.award(ada, "pbl-reflection");
        List<String> lines = lines("/instructor/badge/pbl-reflection/class.csv");
        assertThat(lines)
                .containsExactly(
                        "\"Student\",\"E-mail\",\"Project-Based Collaboration: Reflection: Reflection essay\","
                                + "\"Project-Based Collaboration: Reflection\","
                                + "\"Project-Based Collaboration: Reflection: earned on\"",
                        "\"Ada “Ace” Abara, \"\"A\"\"\",\"\",\"91%\",\"Earned 12 May 2026\",\"2026-05-12\"",
                        "\"Zoë Żak\",\"\",\"no score yet\",\"Not begun\",\"\"");
    }

    @Test
    void theWholeClassIsInItWhateverThePageShows() throws Exception {
        for (int i = 0; i < 250; i++) {
            world.student("Student %03d".formatted(i));
        }
        List<String> lines = lines("/instructor/class.csv");
        assertThat(lines).hasSize(251);
        assertThat(lines.getFirst())
                .contains(
                        "\"Project-Based Collaboration: Preparation: Team charter\"",
                        "\"Project-Based Collaboration: Achievement: earned on\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"https://evil.example\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1+1",
                " =1+1",
                "＝1+1",
                "\u00A0=1"
            })
    void aNameIsNeverAFormula(String name) throws Exception {
        world.student(name);
        assertThat(lines("/instructor/class.csv").getLast()).startsWith("\"'");
    }

    @Test
    void onlyWhoTeachesTheCourseGetsItAndOnlyOfThatCourse() throws Exception {
        LearnerId ada = world.student("Ada");
        for (String path : List.of("/instructor/class.csv", "/instructor/badge/pbl-reflection/class.csv")) {
            TestPages.browser(world.launch(ada, Role.STUDENT), InstructorControllers.of(world))
                    .perform(get(path))
                    .andExpect(status().isForbidden());
            CourseId elsewhere = new CourseId(TestWorld.INSTITUTION, new UUID(7, 7));
            String others = TestPages.browser(
                            world.launch(teacher, Role.INSTRUCTOR, elsewhere), InstructorControllers.of(world))
                    .perform(get(path))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(others).doesNotContain("Ada");
        }
        browser.perform(get("/instructor/badge/no-such-badge/class.csv")).andExpect(status().isNotFound());
    }

    @Test
    void thePagesOfferIt() throws Exception {
        world.student("Ada");
        for (String path : List.of("/instructor", "/instructor/badge/pbl-reflection")) {
            assertThat(browser.perform(get(path)).andReturn().getResponse().getContentAsString())
                    .contains("href=\"" + path + "/class.csv\"");
        }
    }
}
