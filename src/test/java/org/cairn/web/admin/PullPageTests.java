package org.cairn.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.UUID;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Role;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class PullPageTests {

    private static final String PATH = "/admin/platforms/" + TestWorld.PLATFORM.value() + "/pull";

    private final TestWorld world = new TestWorld();
    private final MockMvc browser =
            TestPages.browser(world.launch(world.person("Tess"), Role.ADMINISTRATOR), AdminControllers.of(world));

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        return TestPages.keep(
                browser.perform(request).andExpect(status().isOk()).andReturn(), "pull");
    }

    @Test
    void aTokenIsTriedAsSoonAsItIsSaved() throws Exception {
        assertThat(page(get(PATH))).contains("New Access Token").doesNotContain("How it goes");
        world.pulls.trial = new Pulls.Trial(true, List.of("GET /api/v1/courses/:id/outcome_results"), null);
        assertThat(page(post(PATH)
                        .param("base", "https://canvas.example.edu")
                        .param("token", "secret-token")
                        .param("every", "360")))
                .contains("It works: the address answers, and takes the token.")
                .contains("outcome_results")
                .contains("Not read completely last time")
                .contains("value=\"https://canvas.example.edu\"")
                .contains("value=\"360\" selected")
                .doesNotContain("secret-token");
        assertThat(world.pulls.token).isEqualTo("secret-token");
    }

    @Test
    void anEmptyTokenKeepsTheOneThereIs() throws Exception {
        page(post(PATH).param("base", "https://canvas.example.edu").param("token", "secret-token"));
        page(post(PATH).param("base", "https://canvas.example.edu").param("every", "15"));
        assertThat(world.pulls.token).isEqualTo("secret-token");
        assertThat(world.pulls.standing.every().toMinutes()).isEqualTo(15);
    }

    @Test
    void whatCannotBeUsedIsSaidAndWhatWasTypedStaysExceptTheToken() throws Exception {
        assertThat(page(post(PATH).param("base", "http://canvas.example.edu").param("token", "secret-token")))
                .contains("must begin with https://")
                .contains("value=\"http://canvas.example.edu\"")
                .contains("aria-describedby=\"fault base-help\"", "aria-describedby=\"token-help\"")
                .doesNotContain("secret-token");
        assertThat(page(post(PATH).param("base", "https://canvas.example.edu").param("token", "two words")))
                .contains("The token must be the text that the platform showed")
                .contains("aria-describedby=\"base-help\"", "aria-describedby=\"fault token-help\"");
        assertThat(page(post(PATH).param("base", "no address at all").param("token", "t")))
                .contains("must begin with https://");
        assertThat(world.pulls.standing).isNull();
    }

    @Test
    void aTokenThatDoesNotWorkSaysWhy() throws Exception {
        page(post(PATH).param("base", "https://canvas.example.edu").param("token", "t"));
        world.pulls.trial = new Pulls.Trial(false, List.of(), "canvas.token");
        assertThat(page(post(PATH + "/try")))
                .contains("It does not work as it is stored now.")
                .contains("has ended (401)");
    }

    @Test
    void whichCoursesCouldNotBeReadIsSaidAndWhy() throws Exception {
        page(post(PATH).param("base", "https://canvas.example.edu").param("token", "t"));
        assertThat(page(get(PATH))).doesNotContain("could not be read completely last time");
        world.pulls.troubles.add(new Pulls.Trouble(TestWorld.COURSE, "canvas.failed\t502"));
        assertThat(page(get(PATH)))
                .contains("Courses that could not be read completely last time")
                .contains("Engineering 101", "Canvas failed (502).");
    }

    @Test
    void askingCanBeStopped() throws Exception {
        page(post(PATH).param("base", "https://canvas.example.edu").param("token", "t"));
        browser.perform(post(PATH + "/stop")).andExpect(redirectedUrl(PATH + "?said=stopped"));
        assertThat(world.pulls.token).isNull();
        assertThat(page(get(PATH + "?said=stopped"))).contains("the token is forgotten");
    }

    @Test
    void onlyAdministratorsOfTheInstitutionSeeIt() throws Exception {
        MockMvc teacher =
                TestPages.browser(world.launch(world.person("Tom"), Role.INSTRUCTOR), AdminControllers.of(world));
        teacher.perform(get(PATH)).andExpect(status().isForbidden());
        teacher.perform(post(PATH + "/try")).andExpect(status().isForbidden());
        browser.perform(get("/admin/platforms/" + new UUID(9, 9) + "/pull")).andExpect(status().isNotFound());
    }
}
