package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.UUID;
import org.cairn.TestDatabase;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublicDocumentsTests {

    private final TestHouse house = new TestHouse(TestDatabase.H2);
    private final LearnerId learner = house.learner("ada@example.edu");
    private final Credential credential = house.credential(house.award(learner));
    private final MockMvc web = MockMvcBuilders.standaloneSetup(house.get(PublicDocuments.class))
            .addFilters(house.get(JsonByAccept.class))
            .build();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void sharedCredentialIsServedAsItWasSignedAndNeverCachedOrIndexed() throws Exception {
        house.credentials().share(learner, credential.id(), true);
        MockHttpServletResponse answer = ask(get(credential.path() + ".json"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).startsWith("application/vc+ld+json");
        assertThat(answer.getContentAsString()).isEqualTo(house.credentials().json(credential));
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("X-Robots-Tag")).isEqualTo("noindex");
    }

    @Test
    void privateCredentialAnswersExactlyAsOneThatDoesNotExist() throws Exception {
        MockHttpServletResponse hidden = ask(get(credential.path() + ".json"));
        MockHttpServletResponse unknown = ask(get("/credentials/" + "A".repeat(43) + ".json"));

        assertThat(hidden.getStatus()).isEqualTo(404);
        assertThat(seen(hidden)).isEqualTo(seen(unknown));
        assertThat(hidden.getContentAsString()).isEmpty();
    }

    @Test
    void unsharingWorksAtOnce() throws Exception {
        house.credentials().share(learner, credential.id(), true);
        assertThat(ask(get(credential.path() + ".json")).getStatus()).isEqualTo(200);

        house.credentials().share(learner, credential.id(), false);
        assertThat(ask(get(credential.path() + ".json")).getStatus()).isEqualTo(404);
    }

    @Test
    void operatorReadsPrivateCredentials() throws Exception {
        MockHttpServletResponse answer = ask(get(credential.path() + ".json").with(request -> {
            request.addUserRole("OPERATOR");
            return request;
        }));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(ask(get(credential.path() + ".json").with(request -> {
                            request.addUserRole("STUDENT");
                            return request;
                        }))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void didDocumentListsTheKeyAndMayBeCached() throws Exception {
        MockHttpServletResponse answer = ask(get("/issuers/" + house.institution.value() + "/did.json"));
        JsonNode did = json(answer);
        JsonNode method = did.path("verificationMethod").path(0);

        assertThat(answer.getContentType()).startsWith("application/json");
        assertThat(answer.getHeader("Cache-Control")).contains("max-age=300", "public");
        assertThat(did.path("id").asString())
                .isEqualTo("did:web:badges.example.edu:issuers:" + house.institution.value());
        assertThat(method.path("type").asString()).isEqualTo("Multikey");
        assertThat(method.path("controller")).isEqualTo(did.path("id"));
        assertThat(method.path("publicKeyMultibase").asString()).startsWith("z6Mk");
        assertThat(method.path("id").asString())
                .isEqualTo(did.path("id").asString() + "#"
                        + method.path("publicKeyMultibase").asString());
        assertThat(did.path("assertionMethod").path(0)).isEqualTo(method.path("id"));
        assertThat(did.toString()).doesNotContain("private", "secret");
    }

    @Test
    void issuerProfileAndPublishedBadgeArePublic() throws Exception {
        JsonNode issuer = json(ask(get("/issuers/" + house.institution.value() + ".json")));
        JsonNode badge = json(ask(get("/badges/" + house.institution.value() + "/charter.json")));

        assertThat(issuer.path("name").asString()).isEqualTo("Example University");
        assertThat(issuer.path("id").asString()).startsWith("did:web:");
        assertThat(badge.path("id").asString())
                .isEqualTo("https://badges.example.edu/badges/" + house.institution.value() + "/charter");
        assertThat(badge.path("criteria").path("narrative").asString()).isNotEmpty();
        assertThat(badge.path("@context").size()).isEqualTo(3);
    }

    @Test
    void statusListIsASignedCredentialOfTheSameIssuer() throws Exception {
        JsonNode signed = JsonMapper.shared().readTree(house.credentials().json(credential));
        String url =
                signed.path("credentialStatus").path("statusListCredential").asString();
        MockHttpServletResponse answer = ask(get(url.replace("https://badges.example.edu", "")));
        JsonNode list = json(answer);

        assertThat(answer.getContentType()).startsWith("application/vc+ld+json");
        assertThat(list.path("id").asString()).isEqualTo(url);
        assertThat(list.path("issuer")).isEqualTo(signed.path("issuer").path("id"));
        assertThat(list.path("credentialSubject").path("id").asString()).isEqualTo(url + "#list");
        assertThat(list.path("credentialSubject").path("encodedList").asString())
                .startsWith("u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/issuers/nobody/did.json",
                "/issuers/0198c0de-ffff-7000-8000-000000000001/did.json",
                "/issuers/nobody.json",
                "/issuers/0198c0de-ffff-7000-8000-000000000001.json",
                "/badges/nobody/charter.json",
                "/badges/0198c0de-ffff-7000-8000-000000000001/charter.json",
                "/badges/0198c0de-0000-7000-8000-000000000001/unknown.json",
                "/status/1",
                "/status/0198c0de-ffff-7000-8000-000000000001"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(ask(get(path)).getStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                                 | true
            application/vc+ld+json                           | true
            application/ld+json, application/json;q=0.9      | true
            application/json, text/html                      | true
            text/html;q=0.5, application/json;q=0.6, */*     | true
            text/html,application/xhtml+xml,*/*;q=0.8        | false
            text/html, application/json                      | false
            application/json;q=0.5, text/html                | false
            */*                                              | false
            nonsense                                         | false
            """)
    void pageAnswersWithJsonOnlyWhenJsonIsPreferred(String accept, boolean json) throws Exception {
        for (String page : List.of(
                "/credentials/" + credential.id(),
                "/issuers/" + house.institution.value(),
                "/badges/" + house.institution.value() + "/charter")) {
            assertThat(ask(get(page).header("Accept", accept)).getForwardedUrl())
                    .isEqualTo(json ? page + ".json" : null);
        }
    }

    @Test
    void onlyReadingOfPagesIsForwarded() throws Exception {
        String page = "/credentials/" + credential.id();

        assertThat(ask(post(page).header("Accept", "application/json")).getForwardedUrl())
                .isNull();
        assertThat(ask(get(page + "/share").header("Accept", "application/json"))
                        .getForwardedUrl())
                .isNull();
        assertThat(ask(get("/student/" + UUID.randomUUID()).header("Accept", "application/json"))
                        .getForwardedUrl())
                .isNull();
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    private static List<Object> seen(MockHttpServletResponse answer) throws Exception {
        return List.of(
                answer.getStatus(),
                answer.getContentAsString(),
                answer.getHeaderNames().stream()
                        .sorted()
                        .map(name -> name + "=" + answer.getHeaders(name))
                        .toList());
    }
}
