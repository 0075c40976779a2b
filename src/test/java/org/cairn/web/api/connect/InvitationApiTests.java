package org.cairn.web.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.cairn.web.api.ApiTest;
import org.cairn.web.api.FakeInvitations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class InvitationApiTests extends ApiTest {

    private static final String BODY = """
            {"institution": "New College", "family": "moodle", "name": "Moodle of the college"}""";

    @Autowired
    FakeInvitations invitations;

    @BeforeEach
    void none() {
        invitations.all.clear();
    }

    @Test
    void aLinkIsMadeForAnInstitutionThatDoesNotExistYet() throws Exception {
        posting("/api/invitations", BODY)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.url").value("https://badges.example.edu/lti/register?invitation=secret"))
                .andExpect(jsonPath("$.expiresAt").value("2026-05-11T08:00:00Z"))
                .andExpect(
                        jsonPath("$.id").value(invitations.all.getFirst().id().toString()));
        assertThat(invitations.all.getFirst().invitedBy()).isEqualTo("operator");
        getting("/api/invitations?institution=New College")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].state").value("open"))
                .andExpect(jsonPath("$[0].family").value("moodle"))
                .andExpect(jsonPath("$[0].name").value("Moodle of the college"))
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString("secret"))));
        getting("/api/invitations?institution=Nobody").andExpect(jsonPath("$", hasSize(0)));
        getting("/api/invitations?institution=" + UUID.randomUUID()).andExpect(status().isOk());
        getting("/api/invitations").andExpect(status().isOk());
    }

    @Test
    void aNameMayBeLeftToThePlatform() throws Exception {
        posting("/api/invitations", "{\"institution\": \"Buffalo\", \"family\": \"canvas\"}")
                .andExpect(status().isCreated());
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws Exception {
        posting("/api/invitations", "{}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors", hasSize(2)));
        posting("/api/invitations", BODY.replace("moodle\"", "blackboard\""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("family"));
        posting("/api/invitations", BODY.replace("New College", "x".repeat(256)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("institution")));
    }

    @Test
    void aWithdrawnLinkIsGone() throws Exception {
        posting("/api/invitations", BODY);
        UUID id = invitations.all.getFirst().id();
        mvc.perform(operator(delete("/api/invitations/" + id))).andExpect(status().isNoContent());
        assertThat(invitations.all).isEmpty();
        mvc.perform(operator(delete("/api/invitations/" + id))).andExpect(status().isNotFound());
        mvc.perform(operator(delete("/api/invitations/1"))).andExpect(status().isNotFound());
    }

    @Test
    void onlyTheOperatorInvites() throws Exception {
        mvc.perform(get("/api/invitations")).andExpect(status().isUnauthorized());
    }
}
