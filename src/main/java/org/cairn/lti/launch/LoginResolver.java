package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

/**
 * Turns a platform's login initiation into our authentication request (1EdTech Security Framework 1.0 section 5.1.1).
 * One address serves every platform: issuer and client id say which it is.
 */
@Component
class LoginResolver implements OAuth2AuthorizationRequestResolver {

    static final String PATH = "/lti/login";

    private static final List<String> REPEATED =
            List.of("iss", "client_id", "login_hint", "lti_message_hint", "target_link_uri", "lti_deployment_id");

    private static final int LONGEST = 4096;
    private static final int LONGEST_HINT = 8192;

    private final Platforms platforms;
    private final LearnedDeployments deployments;
    private final LoginStates states;
    private final Origins origins;
    private final Clock clock;
    private final String redirectUri;

    LoginResolver(
            Platforms platforms,
            LearnedDeployments deployments,
            LoginStates states,
            Origins origins,
            Clock clock,
            PublicUrl publicUrl) {
        this.platforms = platforms;
        this.deployments = deployments;
        this.states = states;
        this.origins = origins;
        this.clock = clock;
        this.redirectUri = publicUrl.of("/lti/launch");
    }

    /**
     * Begins the login that the request asks for; null when it asks for something else.
     *
     * @throws LaunchRefused when it asks for a login that we do not begin
     */
    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        if (!request.getServletPath().equals(PATH)) {
            return null;
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("POST")) {
            throw Refusal.METHOD.because("a login is a GET or a POST");
        }
        Requests.checkParameters(request);
        Platform platform = platform(request);
        request.setAttribute(Platform.class.getName(), platform);
        if (!platform.active()) {
            throw Refusal.PLATFORM_PAUSED.because("the platform is paused");
        }
        String hint = Requests.required(request, "login_hint", LONGEST);
        String messageHint = Requests.optional(request, "lti_message_hint", LONGEST_HINT);
        if (!origins.isOurs(Requests.required(request, "target_link_uri", LONGEST))) {
            throw Refusal.TARGET.because("target_link_uri leads elsewhere");
        }
        return begin(platform, deployment(request, platform), storageTarget(request), hint, messageHint);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return resolve(request);
    }

    /** Returns the address that begins the same login once more, in a window of its own where storage is not needed. */
    static String sameAgain(HttpServletRequest request) {
        StringBuilder query = new StringBuilder(512);
        for (String name : REPEATED) {
            String value = request.getParameter(name);
            if (value != null && !value.isBlank()) {
                add(query, name, value);
            }
        }
        return request.getContextPath() + PATH + "?" + query.substring(1); // iss is always there
    }

    private Platform platform(HttpServletRequest request) {
        String issuer = Requests.required(request, "iss", LONGEST);
        String clientId = Requests.optional(request, "client_id", LONGEST);
        if (clientId != null) {
            return platforms
                    .find(issuer, clientId)
                    .orElseThrow(() -> Refusal.PLATFORM_UNKNOWN.because("no platform has this issuer and client id"));
        }
        List<Platform> candidates = platforms.findByIssuer(issuer);
        if (candidates.size() != 1) {
            throw Refusal.PLATFORM_UNKNOWN.because("the issuer alone does not name one platform");
        }
        return candidates.get(0);
    }

    private String deployment(HttpServletRequest request, Platform platform) {
        String deployment = Requests.optional(request, "lti_deployment_id", LONGEST);
        if (deployment == null) {
            return "";
        }
        if (!SafeText.isIdentifier(deployment, 255)) {
            throw Refusal.DEPLOYMENT.because("the login names something that is no deployment");
        }
        // whether a new one is let in is decided at the launch, which the platform signs
        if (!platforms.acceptsDeployment(platform.id(), deployment) && !deployments.mayLearn(platform.id())) {
            throw Refusal.DEPLOYMENT.because("the login names a deployment that is not enabled");
        }
        return deployment;
    }

    /** The name of a frame; what cannot be one is as good as no offer. Browsers that return cookies need none. */
    private static String storageTarget(HttpServletRequest request) {
        String target = request.getParameter("lti_storage_target");
        boolean frame = target != null
                && !target.isEmpty()
                && target.length() <= 64
                && target.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || "_-.".indexOf(c) >= 0);
        return frame && !Cookies.work(request) ? target : "";
    }

    private OAuth2AuthorizationRequest begin(
            Platform platform, String deployment, String storageTarget, String hint, @Nullable String messageHint) {
        String secret = Tokens.next();
        LoginState state = new LoginState(
                platform.id(),
                Tokens.next(),
                Tokens.digest(secret),
                storageTarget,
                deployment,
                clock.instant().plus(LoginStates.LIFETIME));
        String sealed = states.seal(state);
        StringBuilder url = new StringBuilder(1024).append(platform.authorizationUrl());
        url.append(platform.authorizationUrl().getRawQuery() == null ? '?' : '&');
        url.append("scope=openid&response_type=id_token&response_mode=form_post&prompt=none");
        add(url, "client_id", platform.clientId());
        add(url, "redirect_uri", redirectUri);
        add(url, "state", sealed);
        add(url, "nonce", state.nonce());
        add(url, "login_hint", hint);
        if (messageHint != null) {
            add(url, "lti_message_hint", messageHint);
        }
        return new Login(platform, state, sealed, secret).toRequest(url.toString());
    }

    private static void add(StringBuilder url, String name, String value) {
        url.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
