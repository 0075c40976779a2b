package org.cairn.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiSecurityTests extends ApiTest {

    @Autowired
    OperatorOnCredentials onCredentials;

    @ParameterizedTest
    @CsvSource({
        "GET,/api/platforms",
        "POST,/api/platforms",
        "POST,/api/feeds",
        "PUT,/api/badges",
        "POST,/api/badges/x/publish",
        "PUT,/api/bindings",
        "GET,/api/learners",
        "GET,/api/learners/x/standings",
        "GET,/api/awards",
        "GET,/api/ingestion",
        "GET,/api/quarantine",
        "GET,/api/nothing",
        "DELETE,/api",
        "POST,/v3/api-docs"
    })
    void withoutTheTokenNothingIsAnswered(String method, String path) throws Exception {
        mvc.perform(request(HttpMethod.valueOf(method), path))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer realm=\"cairn\""))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.status").value(401))
                .andExpect(jsonPath("$.title").value("Unauthorized"))
                .andExpect(jsonPath("$.detail", containsString("Authorization: Bearer")))
                .andExpect(jsonPath("$.instance").value(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer test-operator-token-of-at-least-32-character",
                "Bearer test-operator-token-of-at-least-32-characters2",
                "Bearer TEST-OPERATOR-TOKEN-OF-AT-LEAST-32-CHARACTERS"
            })
    void aWrongTokenIsToldSo(String authorization) throws Exception {
        mvc.perform(get("/api/platforms").header("Authorization", authorization))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("error=\"invalid_token\"")));
    }

    @Test
    void basicAuthenticationIsNoWayIn() throws Exception {
        mvc.perform(get("/api/platforms")
                        .header(
                                "Authorization",
                                "Basic dXNlcjp0ZXN0LW9wZXJhdG9yLXRva2VuLW9mLWF0LWxlYXN0LTMyLWNoYXJhY3RlcnM="))
                .andExpect(status().isUnauthorized());
        mvc.perform(get("/api/platforms").queryParam("access_token", FakeRooms.TOKEN))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void theRightTokenOpensAndLeavesNoSession() throws Exception {
        getting("/api/platforms")
                .andExpect(status().isOk())
                .andExpect(cookie().doesNotExist("JSESSIONID"))
                .andExpect(header().string("Cache-Control", containsString("no-store")));
    }

    @Test
    void anUnknownPathIsAProblemAsWell() throws Exception {
        getting("/api/nothing")
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("GET /api/nothing")));
        getting("/api").andExpect(status().isNotFound());
    }

    @Test
    void aWrongMethodNamesTheRightOnes() throws Exception {
        mvc.perform(operator(delete("/api/platforms")))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().string("Allow", containsString("POST")))
                .andExpect(jsonPath("$.status").value(405));
    }

    @Test
    void aWrongMediaTypeIsAProblem() throws Exception {
        mvc.perform(operator(post("/api/platforms"))
                        .contentType(MediaType.TEXT_XML)
                        .content("<a/>"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("application/json")));
        mvc.perform(operator(get("/api/platforms")).accept(MediaType.IMAGE_PNG))
                .andExpect(status().isNotAcceptable())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void whoeverAcceptsOnlyHtmlStillGetsProblemsAsJson() throws Exception {
        mvc.perform(operator(get("/api/learners/x/standings")).accept(MediaType.TEXT_HTML))
                .andExpect(status().is4xxClientError())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void aCharacterThatNoDatabaseTakesIsRefused() throws Exception {
        mvc.perform(operator(get("/api/awards")).queryParam("badge", "a\0b"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void anyoneMayReadTheDescription() throws Exception {
        mvc.perform(get("/v3/api-docs"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.openapi", startsWith("3.")))
                .andExpect(
                        jsonPath("$.paths['/api/platforms'].post.requestBody").exists())
                .andExpect(jsonPath("$.paths['/api/platforms'].get").exists())
                .andExpect(jsonPath("$.paths['/api/feeds'].post").exists())
                .andExpect(jsonPath("$.paths['/api/badges'].put").exists())
                .andExpect(jsonPath("$.paths['/api/badges/{key}/publish'].post").exists())
                .andExpect(jsonPath("$.paths['/api/bindings'].put").exists())
                .andExpect(jsonPath("$.paths['/api/learners'].get").exists())
                .andExpect(
                        jsonPath("$.paths['/api/learners/{id}/standings'].get").exists())
                .andExpect(jsonPath("$.paths['/api/awards'].get").exists())
                .andExpect(jsonPath("$.paths['/api/ingestion'].get").exists())
                .andExpect(jsonPath("$.paths['/api/quarantine'].get").exists())
                .andExpect(
                        jsonPath("$.components.securitySchemes.operator.scheme").value("bearer"))
                .andExpect(jsonPath("$.security", everyItem(hasKey("operator"))))
                .andExpect(
                        jsonPath("$.components.schemas.PlatformBody.required").isNotEmpty());
    }

    @Test
    void theCredentialPagesKnowTheOperator() throws Exception {
        assertThat(isOperatorAt("/credentials/abc", "Bearer " + FakeRooms.TOKEN))
                .isTrue();
        assertThat(isOperatorAt("/credentials/abc.json", "Bearer " + FakeRooms.TOKEN))
                .isTrue();
        assertThat(isOperatorAt("/credentials/abc", "Bearer wrong")).isFalse();
        assertThat(isOperatorAt("/credentials/abc", null)).isFalse();
        assertThat(isOperatorAt("/student", "Bearer " + FakeRooms.TOKEN)).isFalse();
    }

    private boolean isOperatorAt(String path, String authorization) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        AtomicReference<HttpServletRequest> seen = new AtomicReference<>();
        onCredentials.doFilter(
                request, new MockHttpServletResponse(), (passed, response) -> seen.set((HttpServletRequest) passed));
        return seen.get().isUserInRole("OPERATOR");
    }
}
