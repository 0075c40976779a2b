package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;

class PickerOriginTests {

    private static final String TOOL = "https://badges.example.edu";

    /** All customers of a hosted Canvas share an issuer, and each has a host of their own, which takes the answer. */
    @Test
    void theCustomersHostOfAHostedCanvasTakesTheAnswer() {
        assertThat(message("LtiDeepLinkingRequest").frameAncestors()).contains("https://school.instructure.com");
        assertThat(message("LtiResourceLinkRequest").frameAncestors())
                .as("what no picker vouches for")
                .doesNotContain("https://school.instructure.com");
    }

    /** They are stored with the session, in a column of 1200 characters. */
    @Test
    void longOriginsFitIntoASession() {
        String host = "%1$s.%1$s.%1$s.%1$s".formatted("x".repeat(60));
        for (int shorter = 0; shorter < 60; shorter++) {
            String url = "https://" + host.substring(shorter);
            Platform platform = new Platform(
                    new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2)),
                    "LMS",
                    Family.CANVAS,
                    url + ":1111",
                    "1",
                    URI.create(url + ":2222/"),
                    URI.create(url),
                    URI.create(url),
                    true);
            List<String> all = FrameAncestors.and(
                    URI.create(url + ":3333"), FrameAncestors.of(platform, url + ":4444", url + ":5555"));
            assertThat(String.join(" ", all)).hasSizeLessThanOrEqualTo(1200);
        }
    }

    private static LaunchMessage message(String type) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(Claims.LTI + "version", "1.3.0");
        claims.put(Claims.LTI + "message_type", type);
        claims.put(Claims.LTI + "deployment_id", "1:d");
        claims.put(Claims.LTI + "target_link_uri", TOOL + "/lti/launch");
        claims.put(Claims.LTI + "roles", List.of());
        claims.put(Claims.LTI + "resource_link", Map.of("id", "r"));
        claims.put("sub", "tom");
        claims.put(
                Asked.DEEP_LINKING,
                Map.of(
                        "deep_link_return_url",
                        "https://school.instructure.com/courses/1/deep_linking_response",
                        "accept_types",
                        List.of("ltiResourceLink")));
        PlatformId id = new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2));
        Platform hosted = new Platform(
                id,
                "Canvas",
                Family.CANVAS,
                "https://canvas.instructure.com",
                "1",
                URI.create("https://sso.canvaslms.com/api/lti/authorize_redirect"),
                URI.create("https://school.example.edu/login/oauth2/token"),
                URI.create("https://sso.canvaslms.com/api/lti/security/jwks"),
                true);
        return LaunchMessage.of(new Claims(claims), hosted, new Origins(new PublicUrl(URI.create(TOOL))));
    }
}
