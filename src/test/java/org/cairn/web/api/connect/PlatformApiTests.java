package org.cairn.web.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class PlatformApiTests extends ApiTest {

    private static final String BODY = """
            {"institution": "Buffalo", "name": "Main Canvas", "family": "canvas",
             "issuer": "https://canvas.instructure.com", "clientId": "10000000000001",
             "authorizationUrl": "https://sso.canvaslms.com/api/lti/authorize_redirect",
             "tokenUrl": "https://sso.canvaslms.com/login/oauth2/token",
             "jwksUrl": "https://sso.canvaslms.com/api/lti/security/jwks",
             "deploymentIds": ["1:abc", "2:def"]}""";

    @Test
    void aPlatformIsRegisteredWithEverythingGiven() throws Exception {
        posting("/api/platforms", BODY)
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", startsWith("/api/platforms/")))
                .andExpect(jsonPath("$.id").isNotEmpty())
                .andExpect(jsonPath("$.institution").value("Buffalo"))
                .andExpect(jsonPath("$.institutionId")
                        .value(canvas.id().institution().value().toString()))
                .andExpect(jsonPath("$.name").value("Main Canvas"))
                .andExpect(jsonPath("$.family").value("canvas"))
                .andExpect(jsonPath("$.issuer").value("https://canvas.instructure.com"))
                .andExpect(jsonPath("$.clientId").value("10000000000001"))
                .andExpect(jsonPath("$.authorizationUrl").value("https://sso.canvaslms.com/api/lti/authorize_redirect"))
                .andExpect(jsonPath("$.tokenUrl").value("https://sso.canvaslms.com/login/oauth2/token"))
                .andExpect(jsonPath("$.jwksUrl").value("https://sso.canvaslms.com/api/lti/security/jwks"))
                .andExpect(jsonPath("$.deploymentIds", is(java.util.List.of("1:abc", "2:def"))))
                .andExpect(jsonPath("$.active").value(true));
    }

    @Test
    void theFirstPlatformBringsItsInstitution() throws Exception {
        platforms.clear();

        getting("/api/platforms").andExpect(status().isOk()).andExpect(jsonPath("$", hasSize(0)));
        posting("/api/platforms", BODY).andExpect(status().isCreated());

        assertThat(platforms.institutions()).singleElement().extracting("name").isEqualTo("Buffalo");
    }

    @Test
    void theSamePlatformTwiceIsAConflict() throws Exception {
        posting("/api/platforms", BODY).andExpect(status().isCreated());
        posting("/api/platforms", BODY)
                .andExpect(status().isConflict())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("registered already")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "institution",
                "name",
                "family",
                "issuer",
                "clientId",
                "authorizationUrl",
                "tokenUrl",
                "jwksUrl",
                "deploymentIds"
            })
    void aMissingFieldIsNamed(String field) throws Exception {
        String without = BODY.replaceFirst("(?s)\"%s\": (\"[^\"]*\"|\\[[^]]*])(, *\\n? *)?".formatted(field), "")
                .replaceFirst(",\\s*}", "}");

        posting("/api/platforms", without)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value(field))
                .andExpect(jsonPath("$.detail").value("'%s' is missing.".formatted(field)));
        assertThat(platforms.platforms).hasSize(1);
    }

    @Test
    void everyMissingFieldIsListedAtOnce() throws Exception {
        posting("/api/platforms", "{}").andExpect(status().isBadRequest()).andExpect(jsonPath("$.errors", hasSize(9)));
    }

    @Test
    void anUnknownFieldIsNamed() throws Exception {
        posting("/api/platforms", BODY.replace("\"name\"", "\"nme\""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("nme"))
                .andExpect(jsonPath("$.detail", containsString("'nme' is not a field here")))
                .andExpect(jsonPath("$.detail", containsString("jwksUrl")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"blackboard\"", "\"\"", "1", "0"})
    void aWrongFamilyListsTheRightOnes(String family) throws Exception {
        posting("/api/platforms", BODY.replace("\"canvas\"", family))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("family"))
                .andExpect(jsonPath("$.allowed", is(java.util.List.of("canvas", "moodle", "other"))));
    }

    @Test
    void malformedJsonIsToldWhere() throws Exception {
        posting("/api/platforms", "{\"name\": \"x\",\n  \"family\": }")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.line").value(2))
                .andExpect(jsonPath("$.column").isNumber())
                .andExpect(jsonPath("$.detail", startsWith("The body is not JSON")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"text\"",
                "1",
                "null",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{} {}",
                "{\"name\": {}}",
                "{\"deploymentIds\": \"1\"}",
                "{\"deploymentIds\": [null]}",
                "{\"name\": \"a\\u0000b\"}",
                "{\"name\": \"\\ud800\"}",
                "{\"name\": true}",
                "{\"jwksUrl\": 7}",
                "{\"jwksUrl\": \"ht tp://x\"}"
            })
    void noBodyCanBreakIt(String body) throws Exception {
        posting("/api/platforms", body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").isNotEmpty());
        assertThat(platforms.platforms).hasSize(1);
    }

    @Test
    void deepNestingAndLongNumbersAreRefused() throws Exception {
        posting("/api/platforms", "[".repeat(5000)).andExpect(status().isBadRequest());
        posting("/api/platforms", "{\"name\": " + "9".repeat(100_000) + "}").andExpect(status().isBadRequest());
    }

    @Test
    void whatTheRoomRefusesIsToldWithItsReason() throws Exception {
        posting("/api/platforms", BODY.replace("https://sso.canvaslms.com/api/lti/security/jwks", "ftp://x/y"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail")
                        .value("jwksUrl must begin with https:// (http:// only on this computer)."));
    }

    @Test
    void platformsAreListedByInstitution() throws Exception {
        Platform moodle = platforms.given("Elsewhere", Family.MOODLE);

        getting("/api/platforms")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("?institution=")))
                .andExpect(jsonPath("$.detail", containsString("Buffalo, Elsewhere")));
        getting("/api/platforms?institution=Elsewhere")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].id").value(moodle.id().value().toString()));
        getting("/api/platforms?institution={id}", moodle.id().institution().value())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].family").value("moodle"));
        getting("/api/platforms?institution=Nowhere").andExpect(status().isNotFound());
        getting("/api/platforms?institution={id}", UUID.randomUUID()).andExpect(status().isNotFound());
    }

    @Test
    void onePlatformIsFoundByItsId() throws Exception {
        Platform moodle = platforms.given("Elsewhere", Family.MOODLE);

        getting("/api/platforms/{id}", moodle.id().value())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.institution").value("Elsewhere"));
        getting("/api/platforms/{id}?institution=Buffalo", moodle.id().value()).andExpect(status().isNotFound());
        getting("/api/platforms/{id}", UUID.randomUUID()).andExpect(status().isNotFound());
        getting("/api/platforms/{id}", "1-1-1-1-1").andExpect(status().isNotFound());
    }
}
