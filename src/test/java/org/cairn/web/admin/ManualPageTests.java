package org.cairn.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import org.cairn.Case;
import org.cairn.lti.Role;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class ManualPageTests {

    private final TestWorld world = new TestWorld();
    private final MockMvc browser =
            TestPages.browser(world.launch(world.person("Abe Admin"), Role.ADMINISTRATOR), AdminControllers.of(world));

    ManualPageTests() {
        world.trusted.clear();
    }

    @Test
    void canvasBringsItsBetaAndTestAlong() throws Exception {
        adds(Map.of(
                "family",
                "canvas",
                "name",
                "Our Canvas",
                "clientId",
                "10000000000068",
                "host",
                "https://school.instructure.com/accounts/1?x=y"));
        assertThat(world.trusted)
                .extracting(Platform::issuer)
                .containsExactly(
                        "https://canvas.instructure.com",
                        "https://canvas.beta.instructure.com",
                        "https://canvas.test.instructure.com");
        assertThat(world.trusted)
                .extracting(platform -> platform.tokenUrl().toString())
                .containsExactly(
                        "https://school.instructure.com/login/oauth2/token",
                        "https://school.beta.instructure.com/login/oauth2/token",
                        "https://school.test.instructure.com/login/oauth2/token");
        assertThat(world.trusted.getFirst().authorizationUrl())
                .hasToString("https://sso.canvaslms.com/api/lti/authorize_redirect");
        assertThat(world.trusted.getFirst().jwksUrl()).hasToString("https://sso.canvaslms.com/api/lti/security/jwks");
    }

    @Test
    void aCanvasOfOnesOwnHasItsOwnIssuerAndNoTwins() throws Exception {
        adds(Map.of(
                "family",
                "canvas",
                "name",
                "Ours",
                "clientId",
                "10",
                "host",
                "canvas.example.edu",
                "issuer",
                "https://lti.example.edu"));
        assertThat(world.trusted).hasSize(1);
        Platform platform = world.trusted.getFirst();
        assertThat(platform.issuer()).isEqualTo("https://lti.example.edu");
        assertThat(platform.jwksUrl()).hasToString("https://canvas.example.edu/api/lti/security/jwks");
    }

    @ParameterizedTest
    @CsvSource({
        "https://moodle.example.edu, https://moodle.example.edu",
        "moodle.example.edu/, https://moodle.example.edu",
        "https://example.edu/moodle/mod/lti/auth.php, https://example.edu/moodle",
        "https://example.edu/moodle/admin/settings.php?section=x, https://example.edu/moodle",
        "https://moodle.example.edu/index.php, https://moodle.example.edu",
        "http://localhost:8000, http://localhost:8000"
    })
    void moodlesThreeAddressesComeFromItsOne(String typed, String site) throws Exception {
        adds(Map.of("family", "moodle", "name", "Moodle", "clientId", "aBc", "site", typed, "deployments", " 3 "));
        Platform platform = world.trusted.getFirst();
        assertThat(platform.family()).isEqualTo(Family.MOODLE);
        assertThat(platform.issuer()).isEqualTo(site);
        assertThat(platform.authorizationUrl()).hasToString(site + "/mod/lti/auth.php");
        assertThat(platform.tokenUrl()).hasToString(site + "/mod/lti/token.php");
        assertThat(platform.jwksUrl()).hasToString(site + "/mod/lti/certs.php");
    }

    @Test
    void anyOtherIsTypedInFull() throws Exception {
        adds(other());
        assertThat(world.trusted.getFirst().issuer()).isEqualTo("https://lms.example.edu/");
        assertThat(world.trusted.getFirst().family()).isEqualTo(Family.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canvas|clientId|developer-key|is a number",
                "canvas|clientId||This is missing.",
                "canvas|host|school.beta.instructure.com|is a copy of your Canvas",
                "canvas|host|not a host|is no web address",
                "canvas|host|ftp://school.example.edu|must begin with https://",
                "canvas|host|http://school.example.edu|must begin with https://",
                "canvas|issuer|school|is no web address",
                "moodle|site|https://user:pw@moodle.example.edu|is no web address",
                "moodle|site|javascript:alert(1)|is no web address",
                "other|tokenUrl|/token|is no web address",
                "other|issuer|http://lms.example.edu|must begin with https://"
            })
    void aFaultStandsBesideItsFieldAndWhatWasTypedIsKept(String family, String field, String typed, String said)
            throws Exception {
        String value = typed == null ? "" : typed;
        String page = refused(Map.of("family", family, "name", "Kept <name>", field, value));
        assertThat(page).contains("Kept &lt;name&gt;");
        String fault = page.replaceAll("(?s).*id=\"fault-%s\">([^<]*)<.*".formatted(field), "$1");
        assertThat(fault).contains(said);
        assertThat(page).containsPattern("id=\"field-%s\"[^>]*aria-invalid=\"true\"".formatted(field));
        if (!value.isEmpty()) {
            assertThat(page).contains("value=\"%s\"".formatted(value));
            assertThat(fault).as("names what was typed").contains(value);
        }
        assertThat(world.trusted).isEmpty();
    }

    @Test
    void theWrongEnvironmentIsNamed() throws Exception {
        Map<String, String> form = new java.util.HashMap<>(other());
        form.put("issuer", "https://canvas.instructure.com");
        form.put("authorizationUrl", "https://sso.beta.canvaslms.com/api/lti/authorize_redirect");
        assertThat(refused(form))
                .contains("The issuer “https://canvas.instructure.com” is Canvas production")
                .contains("belongs to Canvas beta");
    }

    @Test
    void whatAnotherInstitutionRegisteredIsNotTakenOver() throws Exception {
        Map<String, String> form = new java.util.HashMap<>(other());
        form.put("clientId", "999");
        assertThat(refused(form)).contains("registered for another institution");
    }

    @Test
    void tooMuchIsRefusedInItsField() throws Exception {
        assertThat(refused(Map.of("family", "moodle", "name", "x".repeat(256), "clientId", "a\u0007b")))
                .contains("longer than 255 characters", "characters that can’t be stored");
    }

    @Test
    @Case("U64")
    void whoseItBecomesAndWhatIsNotAskedForCannotBeSent() throws Exception {
        Map<String, String> form = new java.util.HashMap<>(other());
        form.putAll(Map.of(
                "institution", "Elsewhere",
                "tenantId", "1",
                "id", "0199",
                "active", "false",
                "role", "ADMINISTRATOR",
                "registered_at", "1970-01-01"));
        adds(form);
        Platform platform = world.trusted.getFirst();
        assertThat(platform.id().institution()).isEqualTo(TestWorld.INSTITUTION);
        assertThat(platform.active()).isTrue();
    }

    @Test
    void ourValuesAreThereToPaste() throws Exception {
        for (String family : List.of("canvas", "moodle", "other")) {
            assertThat(browser.perform(get("/admin/platforms/manual").param("family", family))
                            .andExpect(status().isOk())
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .contains("https://badges.example.edu/lti/launch")
                    .contains("https://badges.example.edu/lti/login")
                    .contains("https://badges.example.edu/.well-known/jwks.json")
                    .contains("data-copy=\"ours-login\"");
        }
    }

    private static Map<String, String> other() {
        return Map.of(
                "family", "other",
                "name", "Sakai",
                "issuer", "https://lms.example.edu/",
                "clientId", "client",
                "authorizationUrl", "https://lms.example.edu/auth",
                "tokenUrl", "https://lms.example.edu/token",
                "jwksUrl", "https://lms.example.edu/keys",
                "deployments", "1, 2\n3");
    }

    private void adds(Map<String, String> form) throws Exception {
        submit(form).andExpect(redirectedUrlPattern("/admin/platforms/*?said=connected"));
    }

    private String refused(Map<String, String> form) throws Exception {
        return submit(form).andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
    }

    private ResultActions submit(Map<String, String> form) throws Exception {
        MockHttpServletRequestBuilder request = post("/admin/platforms/manual");
        form.forEach(request::param);
        return browser.perform(request);
    }
}
