package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OptimisticAuthorizationRequestRepository;

/**
 * Where the library looks for the login that a launch belongs to. Nothing is kept here: the login travels sealed in the
 * state, and what binds it to this browser in a cookie of its own.
 */
@Component
class SealedRequests extends OptimisticAuthorizationRequestRepository {

    private final LoginStates states;
    private final Platforms platforms;
    private final PageHeaders headers;

    SealedRequests(LoginStates states, Platforms platforms, PageHeaders headers) {
        super(new Nowhere(), new Nowhere());
        this.states = states;
        this.platforms = platforms;
        this.headers = headers;
    }

    @Override
    public boolean hasWorkingSession(HttpServletRequest request) {
        return true;
    }

    @Override
    public void setWorkingSession(HttpServletRequest request, HttpServletResponse response) {
        // the library's cookie would say that cookies worked once, which binds nothing
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest authorization, HttpServletRequest request, HttpServletResponse response) {
        Login login = Login.of(authorization);
        Cookies.setLogin(request, response, login.sealedState(), Objects.requireNonNull(login.secret()));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter("state");
        return state == null ? null : login(request, state).toRequest("");
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        String state = request.getParameter("state");
        if (state == null) {
            return null;
        }
        Login login = login(request, state);
        headers.framedBy(FrameAncestors.of(login.platform()), response);
        checkMayLaunch(login);
        if (login.secret() != null) {
            Cookies.clearLogin(response, state);
        }
        return login.toRequest("");
    }

    private Login login(HttpServletRequest request, String sealed) {
        LoginState state = states.open(sealed);
        Platform platform = platforms
                .find(state.platform())
                .orElseThrow(() -> Refusal.PLATFORM_PAUSED.because("the platform is gone"));
        request.setAttribute(Platform.class.getName(), platform);
        return new Login(platform, state, sealed, Cookies.login(request, sealed));
    }

    private void checkMayLaunch(Login login) {
        if (states.hasExpired(login.state())) {
            throw Refusal.STATE.because("the login was begun too long ago");
        }
        if (!login.platform().active()) {
            throw Refusal.PLATFORM_PAUSED.because("the platform is paused");
        }
        String secret = login.secret();
        if (secret == null && !login.state().storageOffered()) {
            throw Refusal.BROWSER.because("the login was begun in another browser, or cookies are blocked");
        }
        if (secret != null && !Tokens.same(login.state().binding(), Tokens.digest(secret))) {
            throw Refusal.BROWSER.because("the browser's secret is not the one of this login");
        }
    }

    /** The library insists on two stores behind its own. */
    private static final class Nowhere implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

        @Override
        public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizationRequest(
                OAuth2AuthorizationRequest authorization, HttpServletRequest request, HttpServletResponse response) {
            throw new UnsupportedOperationException("logins are not stored");
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
                HttpServletRequest request, HttpServletResponse response) {
            return null;
        }
    }
}
