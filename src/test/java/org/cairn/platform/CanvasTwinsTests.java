package org.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTwinsTests {

    private static NewPlatform canvas(String issuer, String name, String tokenUrl) {
        return new NewPlatform(
                "University",
                name,
                Family.CANVAS,
                issuer,
                "10000000000001",
                URI.create("https://sso.canvaslms.com/api/lti/authorize_redirect"),
                URI.create(tokenUrl),
                URI.create("https://sso.canvaslms.com/api/lti/security/jwks"),
                List.of("1:abc"));
    }

    @Test
    void productionHasABetaAndATest() {
        List<NewPlatform> twins = CanvasTwins.of(
                canvas("https://canvas.instructure.com", "UB", "https://ub.instructure.com/login/oauth2/token"));
        assertThat(twins)
                .extracting(NewPlatform::issuer)
                .containsExactly("https://canvas.beta.instructure.com", "https://canvas.test.instructure.com");
        assertThat(twins).extracting(NewPlatform::name).containsExactly("UB (beta)", "UB (test)");
        assertThat(twins).extracting(NewPlatform::clientId).containsOnly("10000000000001");
        assertThat(twins)
                .extracting(NewPlatform::authorizationUrl)
                .containsExactly(
                        URI.create("https://sso.beta.canvaslms.com/api/lti/authorize_redirect"),
                        URI.create("https://sso.test.canvaslms.com/api/lti/authorize_redirect"));
        assertThat(twins)
                .extracting(NewPlatform::jwksUrl)
                .containsExactly(
                        URI.create("https://sso.beta.canvaslms.com/api/lti/security/jwks"),
                        URI.create("https://sso.test.canvaslms.com/api/lti/security/jwks"));
        assertThat(twins)
                .extracting(NewPlatform::tokenUrl)
                .containsExactly(
                        URI.create("https://ub.beta.instructure.com/login/oauth2/token"),
                        URI.create("https://ub.test.instructure.com/login/oauth2/token"));
    }

    /** A token of the copy must not be asked for at production. */
    @Test
    void aHostOfTheCustomersOwnIsNotTheTwins() {
        assertThat(CanvasTwins.of(canvas(
                        "https://canvas.instructure.com", "UB", "https://canvas.example.edu/login/oauth2/token")))
                .extracting(NewPlatform::tokenUrl)
                .containsExactly(
                        URI.create("https://canvas.beta.instructure.com/login/oauth2/token"),
                        URI.create("https://canvas.test.instructure.com/login/oauth2/token"));
    }

    @Test
    void whatInstructureDoesNotHostHasNone() {
        String token = "https://canvas.example.edu/login/oauth2/token";
        assertThat(CanvasTwins.of(canvas("https://canvas.example.edu", "UB", token)))
                .isEmpty();
        assertThat(CanvasTwins.of(canvas("https://canvas.beta.instructure.com", "UB", token)))
                .isEmpty();
    }

    @Test
    void theNameStaysShortEnough() {
        assertThat(CanvasTwins.of(canvas("https://canvas.instructure.com", "x".repeat(255), "https://a.example/t")))
                .allSatisfy(twin -> assertThat(twin.name()).hasSize(255).endsWith(")"));
    }
}
