package org.cairn.lti.launch;

import java.util.List;
import java.util.Map;
import org.cairn.lti.Deployments;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.stereotype.Component;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.authentication.OidcLaunchFlowAuthenticationProvider;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.authentication.OidcLaunchFlowToken;
import uk.ac.ox.ctl.lti13.security.oauth2.core.user.LtiOauth2User;

/**
 * Decides whether a launch is let in. It replaces the library's decision as a whole: that one neither compares the
 * nonce nor the deployment, fetches keys as often as a stranger likes, and answers a bad signature with a fault.
 */
@Component
class StrictProvider extends OidcLaunchFlowAuthenticationProvider {

    private final IdTokens tokens;
    private final TokenChecks checks;
    private final Deployments deployments;
    private final Origins origins;
    private final Arrivals arrivals;

    StrictProvider(IdTokens tokens, TokenChecks checks, Deployments deployments, Origins origins, Arrivals arrivals) {
        this.tokens = tokens;
        this.checks = checks;
        this.deployments = deployments;
        this.origins = origins;
        this.arrivals = arrivals;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OidcLaunchFlowToken launch = (OidcLaunchFlowToken) authentication;
        Login login = Login.of(launch.getAuthorizationExchange().getAuthorizationRequest());
        String token =
                launch.getAuthorizationExchange().getAuthorizationResponse().getIdToken();
        Claims claims = new Claims(tokens.open(login.platform(), token));
        checks.check(claims, login.platform(), login.state());
        LaunchMessage message = LaunchMessage.of(claims, login.platform(), origins);
        Arrival arrival = letIn(login, message);
        return new OidcLaunchFlowToken(
                launch.getClientRegistration(),
                launch.getAuthorizationExchange(),
                new Arrived(login, arrival, message.subject()),
                List.of());
    }

    private Arrival letIn(Login login, LaunchMessage message) {
        try {
            checkDeployment(login, message);
            return arrivals.admit(login.platform(), message, login.state(), login.secret() != null);
        } catch (LaunchRefused refused) {
            throw refused.leadingTo(Again.at(login.platform(), message.returnUrl()));
        }
    }

    private void checkDeployment(Login login, LaunchMessage message) {
        String named = login.state().deployment();
        if (!named.isEmpty() && !named.equals(message.deployment())) {
            throw Refusal.DEPLOYMENT.because("login and launch name different deployments");
        }
        if (!deployments.admits(login.platform(), message.deployment(), message.guid(), message.platformName())) {
            throw Refusal.DEPLOYMENT.because("the deployment is not enabled");
        }
    }

    /** The library's user, who carries what was decided on to the end of the request; never stored. */
    static final class Arrived extends LtiOauth2User {

        private final transient Login login;
        private final transient Arrival arrival;

        Arrived(Login login, Arrival arrival, String subject) {
            super(List.of(), new OidcIdToken("checked", null, null, Map.of("sub", subject)));
            this.login = login;
            this.arrival = arrival;
        }

        Login login() {
            return login;
        }

        Arrival arrival() {
            return arrival;
        }
    }
}
