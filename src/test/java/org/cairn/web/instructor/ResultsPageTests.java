package org.cairn.web.instructor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.cairn.web.admin.AdminControllers;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

class ResultsPageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId teacher = world.person("Tess Teacher");
    private final LearnerId ada = world.student("Ada Abara");
    private final MockMvc browser = browser(Role.INSTRUCTOR);

    private MockMvc browser(Role role) {
        return TestPages.browser(world.launch(teacher, role), InstructorControllers.of(world));
    }

    private MockMvc admin(Role role) {
        return TestPages.browser(world.launch(teacher, role), AdminControllers.of(world));
    }

    private static MockMultipartFile file(String content) {
        return new MockMultipartFile("file", "x.csv", "text/csv", content.getBytes(UTF_8));
    }

    @Test
    void aFileIsShownBeforeAnythingIsStored() throws Exception {
        String page = TestPages.keep(
                browser.perform(multipart("/instructor/upload").file(file("sis,score")))
                        .andExpect(status().isOk())
                        .andReturn(),
                "results");
        assertThat(page)
                .contains("Ada Abara", "8.5 / 10", "Favourite colour", "not used", "(no heading)")
                .contains("‘A-’ is not a number.", "sis &lt;b&gt;Z0&lt;/b&gt;", "(not known yet)")
                .contains("2 rows can be taken in, 1 cannot. One row is about somebody not known yet")
                .contains("Take in 2 rows", "500 of 1,200 rows stored so far");
        assertThat(world.uploads.confirmed).isEmpty();
        assertThat(world.uploads.shown).singleElement().satisfies(upload -> {
            assertThat(upload.course()).isEqualTo(TestWorld.COURSE);
            assertThat(upload.activities()).contains("assignment:1", "module:2");
            assertThat(upload.steps()).extracting("milestone").contains("mentor", "charter");
        });
        browser.perform(post("/instructor/upload/confirm").param("preview", "preview-1"))
                .andExpect(redirectedUrl("/instructor/upload?said=taken"));
        browser.perform(post("/instructor/upload/confirm").param("preview", "old"))
                .andExpect(redirectedUrl("/instructor/upload?said=over"));
        assertThat(world.uploads.confirmed).containsExactly("preview-1");
    }

    @Test
    void whatIsNoFileIsSaidOnThePage() throws Exception {
        assertThat(browser.perform(multipart("/instructor/upload").file(file("PK")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("This is a workbook, not CSV")
                .doesNotContain("Take in");
        assertThat(browser.perform(post("/instructor/upload"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Choose a file first");
    }

    @Test
    void whileFilesAreTakenInThePageAsksHowFarThatIs() throws Exception {
        String page = browser.perform(get("/instructor/upload"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("500 of 1,200 rows stored so far", "hx-get=\"/instructor/upload\"", "#files");

        world.uploads.underway = 1200;
        page = browser.perform(get("/instructor/upload"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("1,200 rows stored", "id=\"files\"").doesNotContain("every 3s");
    }

    @Test
    void anAdministratorUploadsForAPlatformOfTheirOwn() throws Exception {
        admin(Role.ADMINISTRATOR)
                .perform(multipart("/admin/upload")
                        .file(file("sis,score"))
                        .param("platform", TestWorld.PLATFORM.value().toString()))
                .andExpect(status().isOk());
        assertThat(world.uploads.shown).singleElement().satisfies(upload -> {
            assertThat(upload.course()).isNull();
            assertThat(upload.platform()).isEqualTo(TestWorld.PLATFORM);
        });
        admin(Role.ADMINISTRATOR)
                .perform(multipart("/admin/upload")
                        .file(file("sis,score"))
                        .param("platform", UUID.randomUUID().toString()))
                .andExpect(status().isNotFound());
    }

    @Test
    void studentsUploadNothingAndTeachersNothingForAPlatform() throws Exception {
        browser(Role.STUDENT).perform(get("/instructor/upload")).andExpect(status().isForbidden());
        browser(Role.STUDENT)
                .perform(multipart("/instructor/upload").file(file("x")))
                .andExpect(status().isForbidden());
        browser(Role.STUDENT)
                .perform(post("/instructor/upload/confirm").param("preview", "preview-1"))
                .andExpect(status().isForbidden());
        admin(Role.INSTRUCTOR).perform(get("/admin/upload")).andExpect(status().isForbidden());
        admin(Role.INSTRUCTOR)
                .perform(multipart("/admin/upload").file(file("x")))
                .andExpect(status().isForbidden());
        assertThat(world.uploads.confirmed).isEmpty();
        assertThat(ada).isNotNull();
    }
}
