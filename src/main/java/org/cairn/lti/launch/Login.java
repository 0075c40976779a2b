package org.cairn.lti.launch;

import java.util.Objects;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * One login, between its beginning and its launch; travels as an attribute of the library's authorization request.
 *
 * @param sealedState the {@code state} parameter
 * @param secret what the browser is given to keep; null at the launch unless the browser returned it
 */
record Login(
        Platform platform,
        LoginState state,
        String sealedState,
        @Nullable String secret) {

    private static final String ATTRIBUTE = Login.class.getName();

    static Login of(OAuth2AuthorizationRequest request) {
        return Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "every request of ours carries its login");
    }

    /** Wraps this login in what the library passes from filter to provider. */
    OAuth2AuthorizationRequest toRequest(String authorizationRequestUri) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(platform.authorizationUrl().toString())
                .clientId(platform.clientId())
                .state(sealedState)
                .additionalParameters(parameters -> parameters.put("registration_id", Registrations.idOf(platform)))
                .attributes(attributes -> attributes.put(ATTRIBUTE, this))
                .authorizationRequestUri(authorizationRequestUri)
                .build();
    }
}
