package org.cairn.lti.launch;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OAuth2LoginAuthenticationFilter;

/** Takes the platform's answer to a login, by POST only and with each parameter once. */
class LaunchFilter extends OAuth2LoginAuthenticationFilter {

    static final String PATH = "/lti/launch";

    LaunchFilter(ClientRegistrationRepository registrations) {
        super(registrations, PATH);
        setRequiresAuthenticationRequestMatcher(PathPatternRequestMatcher.pathPattern(PATH));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST")) {
            throw Refusal.METHOD.because("a launch is a POST");
        }
        Requests.checkParameters(request);
        if (request.getQueryString() != null) {
            throw Refusal.REQUEST.because("a launch has no query");
        }
        String token = request.getParameter("id_token");
        if (token != null && token.length() > IdTokens.LARGEST) {
            throw Refusal.TOO_LARGE.because("the id_token is larger than 32 kB");
        }
        if (token != null && request.getParameter("error") == null && token.isBlank()) {
            throw Refusal.TOKEN.because("the id_token is empty");
        }
        return super.attemptAuthentication(request, response);
    }
}
