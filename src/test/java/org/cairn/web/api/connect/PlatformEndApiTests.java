package org.cairn.web.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.List;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.platform.Family;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class PlatformEndApiTests extends ApiTest {

    @Test
    void aRemovedPlatformIsGoneFromEveryCallAboutPlatforms() throws Exception {
        String id = canvas.id().value().toString();
        mvc.perform(operator(delete("/api/platforms/" + id))).andExpect(status().isNoContent());
        assertThat(platforms.removed).containsExactly(canvas.id());
        getting("/api/platforms").andExpect(jsonPath("$.length()").value(0));
        getting("/api/platforms/" + id)
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("was removed")));
        for (String deed : List.of("pause", "resume", "check")) {
            posting("/api/platforms/%s/%s".formatted(id, deed), "").andExpect(status().isNotFound());
        }
        mvc.perform(operator(delete("/api/platforms/" + id))).andExpect(status().isNotFound());
    }

    @Test
    void pausingAndResumingAnswerThePlatform() throws Exception {
        String path = "/api/platforms/" + canvas.id().value();
        posting(path + "/pause", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.active").value(false));
        posting(path + "/resume", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.active").value(true));
    }

    @Test
    void aCheckTellsWhatItFound() throws Exception {
        Instant at = Instant.parse("2026-05-04T08:00:00Z");
        checkups.contacts.add(new Contact(canvas.id(), Contact.Kind.KEYS, true, null, at, at));
        checkups.contacts.add(
                new Contact(canvas.id(), Contact.Kind.SCOPE_SCORES, false, "answered 400 (invalid_scope).", at, at));
        String path = "/api/platforms/%s/check".formatted(canvas.id().value());
        posting(path, "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.good").value(false))
                .andExpect(jsonPath("$.contacts[0].kind").value("keys"))
                .andExpect(jsonPath("$.contacts[1].kind").value("scope-scores"))
                .andExpect(jsonPath("$.contacts[1].detail").value("answered 400 (invalid_scope)."));
        checkups.outcome = Checkups.Outcome.UNDER_WAY;
        posting(path, "").andExpect(status().isAccepted());
        checkups.outcome = Checkups.Outcome.TOO_SOON;
        posting(path, "")
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Retry-After", "20"))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void anotherInstitutionsPlatformIsUnknownToAllOfThem() throws Exception {
        platforms.given("Elsewhere", Family.MOODLE);
        String path = "/api/platforms/" + canvas.id().value();
        for (String deed : List.of("/pause", "/resume", "/check")) {
            posting(path + deed + "?institution=Elsewhere", "").andExpect(status().isNotFound());
        }
        mvc.perform(operator(delete(path + "?institution=Elsewhere"))).andExpect(status().isNotFound());
        assertThat(platforms.removed).isEmpty();
    }

    @Test
    void nobodyWithoutTheTokenMayDoAnyOfIt() throws Exception {
        String path = "/api/platforms/" + canvas.id().value();
        mvc.perform(delete(path)).andExpect(status().isUnauthorized());
        assertThat(platforms.removed).isEmpty();
    }
}
