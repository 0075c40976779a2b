package org.cairn.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.Ingestion.State;
import org.cairn.lti.Role;
import org.cairn.pathway.Badge;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class AdminPagesTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId admin = world.person("Abe Admin");
    private final MockMvc browser = browser(Role.ADMINISTRATOR);

    private MockMvc browser(Role role) {
        return TestPages.browser(world.launch(admin, role), AdminControllers.of(world));
    }

    @Test
    void theOverviewShowsWhatIsConnectedAndWhatArrived() throws Exception {
        message("grade_change", State.DONE, null);
        message("grade_change", State.QUARANTINED, "the score is not a number");
        assertThat(page("/admin", "admin"))
                .contains("Example Canvas", "1007", "1:abc")
                .contains("https://badges.example.edu/ingest/feed-1/canvas")
                .contains("Last heard less than a minute ago.")
                .contains("1,204")
                .contains("the score is not a number");
    }

    @Test
    void quarantineShowsReasonAndMessageAsText() throws Exception {
        message("grade_change", State.QUARANTINED, "event.no-time\tevent_time");
        message("grade_change", State.QUARANTINED, "the score is not a number");
        assertThat(page("/admin/quarantine", "quarantine"))
                .contains("The event has no time that can be read (event_time).")
                .as("as it was kept before there were codes")
                .contains("the score is not a number")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void publishingIsExplainedBeforeItIsDone() throws Exception {
        draft(TestWorld.INSTITUTION, "new-badge");
        assertThat(page("/admin/badges/new-badge", "publish"))
                .contains("What publishing does")
                .contains("Complete Talk");
        assertThat(world.published).isEmpty();
        browser.perform(post("/admin/badges/new-badge/publish")).andExpect(redirectedUrl("/admin/badges/new-badge"));
        assertThat(world.published).containsExactly("new-badge");
    }

    @Test
    void badgesOfAnotherInstitutionAreNotFound() throws Exception {
        draft(new InstitutionId(new UUID(7, 7)), "theirs");
        browser.perform(get("/admin/badges/theirs")).andExpect(status().isNotFound());
        browser.perform(post("/admin/badges/theirs/publish")).andExpect(status().isNotFound());
        assertThat(world.published).isEmpty();
    }

    @Test
    void onlyAdministratorsMayLook() throws Exception {
        draft(TestWorld.INSTITUTION, "new-badge");
        for (Role role : List.of(Role.STUDENT, Role.INSTRUCTOR)) {
            MockMvc other = browser(role);
            for (String path : List.of("/admin", "/admin/quarantine", "/admin/badges/new-badge")) {
                other.perform(get(path)).andExpect(status().isForbidden());
            }
            other.perform(post("/admin/badges/new-badge/publish")).andExpect(status().isForbidden());
        }
        assertThat(world.published).isEmpty();
    }

    private void draft(InstitutionId institution, String key) {
        world.badges.add(new Badge(
                institution,
                key,
                1,
                Badge.State.DRAFT,
                "A new badge",
                null,
                null,
                null,
                null,
                BigDecimal.ZERO,
                List.of(),
                Map.of("talk", "Talk"),
                new Rule.Complete("talk", null),
                new Badge.OnRegrade.Keep()));
    }

    private void message(String type, State state, @Nullable String reason) {
        world.messages.add(new Message(
                TestWorld.PLATFORM,
                "feed-1",
                "key-" + world.messages.size(),
                type,
                state,
                reason,
                world.clock.instant(),
                "{\"body\": \"<script>alert(1)</script>\"}"));
    }

    private String page(String path, String name) throws Exception {
        return TestPages.keep(
                browser.perform(get(path)).andExpect(status().isOk()).andReturn(), name);
    }
}
