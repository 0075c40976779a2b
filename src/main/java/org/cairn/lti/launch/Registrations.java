package org.cairn.lti.launch;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.LTIAuthorizationGrantType;

/**
 * Shows the platforms to the library as Spring Security's client registrations: an edited or paused platform counts at
 * once. Not a bean of the library's type, so that nothing else of Spring's OAuth 2 client wakes up.
 */
@Component
class Registrations {

    private final Platforms platforms;
    private final String redirectUri;

    /** Building one costs more than all other work of a login; equal platforms have equal registrations. */
    private final ConcurrentHashMap<Platform, ClientRegistration> built = new ConcurrentHashMap<>();

    Registrations(Platforms platforms, PublicUrl publicUrl) {
        this.platforms = platforms;
        this.redirectUri = publicUrl.of("/lti/launch");
    }

    static String idOf(Platform platform) {
        return platform.id().value().toString();
    }

    ClientRegistrationRepository asRepository() {
        return this::find;
    }

    private @Nullable ClientRegistration find(String registrationId) {
        return platforms
                .find(UUID.fromString(registrationId))
                .map(this::registration)
                .orElse(null);
    }

    private ClientRegistration registration(Platform platform) {
        if (built.size() > 2000) {
            built.clear();
        }
        return built.computeIfAbsent(platform, this::build);
    }

    private ClientRegistration build(Platform platform) {
        return ClientRegistration.withRegistrationId(idOf(platform))
                .clientName(platform.name())
                .clientId(platform.clientId())
                .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .authorizationGrantType(LTIAuthorizationGrantType.IMPLICIT)
                .redirectUri(redirectUri)
                .scope("openid")
                .issuerUri(platform.issuer())
                .authorizationUri(platform.authorizationUrl().toString())
                .tokenUri(platform.tokenUrl().toString())
                .jwkSetUri(platform.jwksUrl().toString())
                .userNameAttributeName("sub")
                .build();
    }
}
