package org.cairn.lti.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.lti.Embed;
import org.cairn.net.PublicUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is copied by hand, what is served and what the code asks for are the same. */
class ConfigurationFilesTests {

    private static final Path FILES = Path.of("lti-config");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PublicUrl EXAMPLE = new PublicUrl(URI.create("https://badges.example.edu"));

    private final ToolDescription tool = ToolDescription.at(EXAMPLE);

    private static JsonNode served(PublicUrl publicUrl) throws Exception {
        MockHttpServletResponse response = MockMvcTester.of(new CanvasConfigurationController(publicUrl))
                .get()
                .uri("/lti/config/canvas.json")
                .exchange()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).isEqualTo("application/json");
        return JSON.readTree(response.getContentAsString());
    }

    @Test
    void theFileForCanvasIsWhatIsServed() throws Exception {
        assertThat(JSON.readTree(Files.readString(FILES.resolve("canvas.json"))))
                .isEqualTo(served(EXAMPLE));
    }

    @Test
    void theServedOneNamesThisCairn() throws Exception {
        JsonNode served = served(new PublicUrl(URI.create("https://cairn.example.org:8443/")));
        assertThat(served.toString())
                .contains("\"oidc_initiation_url\":\"https://cairn.example.org:8443/lti/login\"")
                .contains("\"domain\":\"cairn.example.org:8443\"")
                .doesNotContain("badges.example.edu");
    }

    @Test
    void canvasIsAskedForTheSameByHandAndByRegistration() throws Exception {
        StubCanvas canvas = new StubCanvas("https://canvas.instructure.com");
        PlatformConfiguration configuration = PlatformConfiguration.read(
                StubPlatform.json(200, canvas.configuration()),
                new Addresses(EXAMPLE),
                org.cairn.platform.Family.CANVAS);
        JsonNode body = JSON.readTree(Json.write(RegistrationRequest.of(tool, configuration)));
        JsonNode byHand = served(EXAMPLE);
        JsonNode registered = body.path(RegistrationRequest.TOOL);
        assertThat(byHand.path("custom_fields")).isEqualTo(registered.path("custom_parameters"));
        assertThat(StubPlatform.texts(byHand.path("scopes")))
                .containsExactly(body.path("scope").stringValue().split(" "));
        Map<String, String> placedByHand = byHand.path("extensions")
                .path(0)
                .path("settings")
                .path("placements")
                .valueStream()
                .collect(Collectors.toMap(
                        one -> one.path("placement").stringValue(),
                        one -> one.path("message_type").stringValue()));
        Map<String, String> placed = registered
                .path("messages")
                .valueStream()
                .collect(Collectors.toMap(
                        one -> one.path("placements").path(0).stringValue(),
                        one -> one.path("type").stringValue()));
        assertThat(placedByHand).isEqualTo(placed);
        assertThat(byHand.path("target_link_uri")).isEqualTo(registered.path("target_link_uri"));
        assertThat(byHand.path("public_jwk_url")).isEqualTo(body.path("jwks_uri"));
        assertThat(byHand.path("oidc_initiation_url")).isEqualTo(body.path("initiate_login_uri"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "moodle.md", "generic.md"})
    void everyAddressAndScopeInASheetIsOneOfOurs(String file) throws IOException {
        String sheet = Files.readString(FILES.resolve(file));
        TreeSet<String> ours = new TreeSet<>(ToolDescription.SCOPES);
        ours.add(tool.launchUrl());
        ours.add(tool.loginUrl());
        ours.add(tool.keysUrl());
        ours.add(tool.iconUrl());
        ours.add(tool.homeUrl());
        ours.add(EXAMPLE.of(CanvasConfigurationController.PATH));
        ours.add(EXAMPLE.of("/lti/register?invitation=…"));
        ours.add(EXAMPLE.of("/api/invitations"));
        for (Embed.View view : Embed.View.values()) {
            ours.add(tool.launchUrl() + "?view=" + view.name().toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(Pattern.compile("https://(?:badges\\.example\\.edu|purl\\.imsglobal\\.org)[^\\s`\"|<)]*")
                        .matcher(sheet)
                        .results()
                        .map(match -> match.group()))
                .isNotEmpty()
                .isSubsetOf(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moodle.md", "generic.md"})
    void aSheetHasEverythingThatAPlatformAsksFor(String file) throws IOException {
        String sheet = Files.readString(FILES.resolve(file));
        assertThat(sheet).contains(tool.launchUrl(), tool.loginUrl(), tool.keysUrl());
        ToolDescription.FIELDS.forEach((name, variable) -> assertThat(sheet).contains(name + "=" + variable));
        if (file.equals("generic.md")) {
            assertThat(sheet).contains(ToolDescription.SCOPES);
            assertThat(sheet).contains(ToolDescription.MESSAGES);
        }
    }
}
