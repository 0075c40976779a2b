package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.Case;
import org.cairn.evidence.Activity;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.pathway.Binding;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Taking over what counted in the course that this one was copied from. */
class CopyPageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final MockMvc browser = browser(Role.INSTRUCTOR, TestWorld.COURSE);
    private Course original;

    private MockMvc browser(Role role, @Nullable CourseId course) {
        return TestPages.browser(world.launch(teacher, role, course), InstructorControllers.of(world));
    }

    @BeforeEach
    void copy() {
        world.bindings.clear();
        original = world.copiedFromLastYear();
    }

    private String page(MockMvc who, String path) throws Exception {
        return TestPages.keep(
                who.perform(get(path)).andExpect(status().isOk()).andReturn(), "copy" + path.replace('/', '-'));
    }

    /** The rows by the milestone they are about. */
    private Map<String, String> rows() {
        return world.copied.getFirst().proposals().stream()
                .collect(Collectors.toMap(proposal -> proposal.original().milestone(), Takeovers::key));
    }

    private MockHttpServletRequestBuilder form() {
        return post("/instructor/copy").param("from", original.id().value().toString());
    }

    @Test
    void thePagesThatTeachersComeToSayThatSomethingWaits() throws Exception {
        assertThat(page(browser, "/instructor")).contains("This course was copied.", "/instructor/copy");
        assertThat(page(browser, "/instructor/embed")).contains("This course was copied.");
        world.copied.clear();
        assertThat(page(browser, "/instructor")).doesNotContain("This course was copied.");
        assertThat(page(browser, "/instructor/copy")).contains("There is nothing to take over");
    }

    @Test
    void eachRowSaysWhatItWasAndWhatItCouldBeHere() throws Exception {
        assertThat(page(browser, "/instructor/copy"))
                .contains("Copied from Engineering 101 (last year)")
                .contains("Old charter, at least 85%")
                .contains("Suggested because the title is the same.")
                .contains("<option value=\"assignment:1\" selected=\"selected\">Team charter</option>")
                .contains("<option value=\"course\" selected=\"selected\">The whole course</option>")
                .contains("could not be told")
                .containsOnlyOnce("value=\"" + rows().get("charter") + "\" checked")
                .doesNotContain("value=\"" + rows().get("teamwork") + "\" checked");
    }

    @Test
    void whatIsTickedIsTakenOverAndTheRestWaits() throws Exception {
        Map<String, String> rows = rows();
        browser.perform(form().param("take", rows.get("charter"))
                        .param("to-" + rows.get("charter"), "assignment:1")
                        .param("to-" + rows.get("essay"), "course"))
                .andExpect(redirectedUrl("/instructor/copy?taken=1"));
        assertThat(world.bindings)
                .containsExactly(new Binding(
                        "pbl-preparation",
                        "charter",
                        new Activity(TestWorld.PLATFORM, "565", "assignment:1"),
                        new BigDecimal("0.85")));
        assertThat(page(browser, "/instructor/copy?taken=1"))
                .contains("One activity was taken over.", "Reflection essay")
                .doesNotContain("Old charter");
    }

    @Test
    void anotherActivityThanTheProposedOneCanBeChosen() throws Exception {
        Map<String, String> rows = rows();
        browser.perform(form().param("take", rows.get("teamwork"), rows.get("charter"), rows.get("essay"))
                        .param("to-" + rows.get("teamwork"), "assignment:3")
                        .param("to-" + rows.get("charter"), "assignment:4")
                        .param("to-" + rows.get("essay"), "course"))
                .andExpect(redirectedUrl("/instructor/copy?taken=3"));
        assertThat(world.bindings)
                .extracting(binding ->
                        binding.milestone() + " " + binding.activity().id())
                .containsExactlyInAnyOrder("teamwork assignment:3", "charter assignment:4", "essay course");
        assertThat(world.copied).as("nothing is left to decide").isEmpty();
    }

    @Test
    void aRowThatCannotBeTakenOverSaysWhyAndTheOthersAreTakenOver() throws Exception {
        Map<String, String> rows = rows();
        String page = browser.perform(form().param("take", rows.get("teamwork"), rows.get("charter"))
                        .param("to-" + rows.get("teamwork"), "")
                        .param("to-" + rows.get("charter"), "assignment:1"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page)
                .contains("One activity was taken over.")
                .contains("Choose an activity, or untick this.")
                .containsOnlyOnce("value=\"" + rows.get("teamwork") + "\" checked")
                .doesNotContain("Old charter");
        assertThat(world.bindings).hasSize(1);
    }

    @Test
    void theSameFormSentTwiceBindsOnce() throws Exception {
        Map<String, String> rows = rows();
        MockHttpServletRequestBuilder form =
                form().param("take", rows.get("charter")).param("to-" + rows.get("charter"), "assignment:1");
        browser.perform(form).andExpect(redirectedUrl("/instructor/copy?taken=1"));
        browser.perform(form).andExpect(redirectedUrl("/instructor/copy?taken=0"));
        assertThat(world.bindings).hasSize(1);
    }

    @Test
    void dismissingEndsTheQuestion() throws Exception {
        browser.perform(post("/instructor/copy/dismiss")
                        .param("from", original.id().value().toString()))
                .andExpect(redirectedUrl("/instructor"));
        assertThat(world.bindings).isEmpty();
        assertThat(page(browser, "/instructor")).doesNotContain("This course was copied.");
    }

    @Test
    void nonsenseIsNotBound() throws Exception {
        Map<String, String> rows = rows();
        for (String activity : new String[] {"../x", "Assignment 4", "assignment:4 or 1=1", "<b>"}) {
            browser.perform(form().param("take", rows.get("charter")).param("to-" + rows.get("charter"), activity))
                    .andExpect(status().isBadRequest());
        }
        browser.perform(form().param("take", "nothing-we-know").param("to-nothing-we-know", "assignment:1"))
                .andExpect(status().is3xxRedirection());
        browser.perform(post("/instructor/copy").param("from", "not-an-id").param("take", "x"))
                .andExpect(status().isBadRequest());
        assertThat(world.bindings).isEmpty();
    }

    @Test
    @Case("U57")
    void whoTeachesAnotherCourseNeitherSeesNorTakesNorDismisses() throws Exception {
        String row = rows().get("charter");
        MockMvc elsewhere = browser(Role.INSTRUCTOR, new CourseId(TestWorld.INSTITUTION, new UUID(9, 9)));
        elsewhere.perform(get("/instructor/copy")).andExpect(status().isNotFound());
        elsewhere
                .perform(form().param("take", row).param("to-" + row, "assignment:1"))
                .andExpect(status().isNotFound());
        elsewhere
                .perform(post("/instructor/copy/dismiss")
                        .param("from", original.id().value().toString()))
                .andExpect(status().isNotFound());
        browser(Role.INSTRUCTOR, null).perform(get("/instructor/copy")).andExpect(status().isBadRequest());
        assertThat(world.copied).hasSize(1);
        assertThat(world.bindings).isEmpty();
    }

    @Test
    @Case("U58")
    void whatBelongsToSomebodyElseIsNotFoundByItsId() throws Exception {
        String row = rows().get("charter");
        browser.perform(post("/instructor/copy")
                        .param("from", new UUID(7, 7).toString())
                        .param("take", row)
                        .param("to-" + row, "assignment:1"))
                .andExpect(redirectedUrl("/instructor/copy?taken=0"));
        browser.perform(post("/instructor/copy/dismiss").param("from", new UUID(7, 7).toString()))
                .andExpect(status().is3xxRedirection());
        assertThat(world.copied).hasSize(1);
        assertThat(world.bindings).isEmpty();
    }

    @Test
    @Case("U59")
    void studentsMayNot() throws Exception {
        String row = rows().get("charter");
        MockMvc student = browser(Role.STUDENT, TestWorld.COURSE);
        student.perform(get("/instructor/copy")).andExpect(status().isForbidden());
        student.perform(form().param("take", row).param("to-" + row, "assignment:1"))
                .andExpect(status().isForbidden());
        student.perform(post("/instructor/copy/dismiss")
                        .param("from", original.id().value().toString()))
                .andExpect(status().isForbidden());
        student.perform(get("/instructor")).andExpect(status().isForbidden());
        assertThat(world.copied).hasSize(1);
        assertThat(world.bindings).isEmpty();
    }
}
