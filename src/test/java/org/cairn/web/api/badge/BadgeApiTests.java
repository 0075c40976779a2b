package org.cairn.web.api.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.cairn.platform.Family;
import org.cairn.rules.Rule;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class BadgeApiTests extends ApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                "text/yaml;charset=utf-8",
                "application/octet-stream"
            })
    void badgesArePutAsYamlUnderAnyOfItsNames(String type) throws Exception {
        mvc.perform(operator(put("/api/badges")).header("Content-Type", type).content("title: Zürich"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].key").value("charter-badge"))
                .andExpect(jsonPath("$[0].version").value(1))
                .andExpect(jsonPath("$[0].state").value("DRAFT"))
                .andExpect(jsonPath("$[0].title").value("Title of charter-badge"));
        assertThat(pathways.lastYaml).isEqualTo("title: Zürich");
    }

    @Test
    void badgesNeedNoContentType() throws Exception {
        mvc.perform(operator(put("/api/badges")).content("title: Zürich")).andExpect(status().isOk());
        assertThat(pathways.lastYaml).isEqualTo("title: Zürich");
    }

    @Test
    void aFormIsNoBadge() throws Exception {
        mvc.perform(operator(put("/api/badges"))
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("title: x"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.detail", containsString("application/yaml")));
    }

    @Test
    void aWrongBadgeIsToldItsLineAndReason() throws Exception {
        mvc.perform(operator(put("/api/badges"))
                        .contentType("application/yaml")
                        .content("badge: a\ntitle: b\nwrong: 1"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.line").value(3))
                .andExpect(jsonPath("$.detail").value("Line 3: 'wrong' is not a field of a badge"));
    }

    @Test
    void whatIsNotTextOrTooMuchIsRefused() throws Exception {
        mvc.perform(operator(put("/api/badges"))
                        .contentType("application/yaml")
                        .content(new byte[] {'a', (byte) 0xFF, (byte) 0xFE}))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("UTF-8")));
        mvc.perform(operator(put("/api/badges")).contentType("application/yaml").content(new byte[2_000_001]))
                .andExpect(status().isContentTooLarge());
        mvc.perform(operator(put("/api/badges")).contentType("application/yaml"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void badgesAreListedInTheirInstitution() throws Exception {
        var elsewhere = platforms.given("Elsewhere", Family.MOODLE);
        pathways.given(
                elsewhere.id().institution(), "stack", new Rule.All(List.of(new Rule.Holds("a"), new Rule.Holds("b"))));

        getting("/api/badges?institution=Elsewhere")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].key").value("stack"))
                .andExpect(jsonPath("$[0].credits").value(1.5))
                .andExpect(jsonPath("$[0].components[1]").value("b"))
                .andExpect(jsonPath("$[0].milestones.charter").value("Team charter"));
        getting("/api/badges?institution=Buffalo").andExpect(jsonPath("$", hasSize(0)));
        getting("/api/badges").andExpect(status().isBadRequest());
    }

    @Test
    void aBadgeIsPublished() throws Exception {
        pathways.given(canvas.id().institution(), "pbl", new Rule.Complete("charter", null));

        mvc.perform(operator(post("/api/badges/pbl/publish")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.key").value("pbl"))
                .andExpect(jsonPath("$.version").value(1))
                .andExpect(jsonPath("$.state").exists());
    }

    @Test
    void anUnknownBadgeIsNotFoundAndATooEarlyOneAConflict() throws Exception {
        mvc.perform(operator(post("/api/badges/none/publish")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("“none”")));
        mvc.perform(operator(post("/api/badges/too-early/publish")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", containsString("which is a draft")));
    }

    @Test
    void beforeTheFirstPlatformThereIsNowhereToPutThem() throws Exception {
        platforms.clear();

        mvc.perform(operator(put("/api/badges")).contentType("application/yaml").content("badge: a"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("POST /api/platforms")));
    }
}
