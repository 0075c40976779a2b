package org.cairn.lti.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.cairn.platform.Platform;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OAuth2AuthorizationRequestRedirectFilter;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OptimisticAuthorizationRequestRepository;

/** Begins logins: sends the browser to the platform, by way of a page of ours where the platform offers storage. */
class LoginFilter extends OAuth2AuthorizationRequestRedirectFilter {

    private final LoginResolver resolver;
    private final OptimisticAuthorizationRequestRepository requests;
    private final StoragePages pages;
    private final PageHeaders headers;
    private final Refusals refusals;

    LoginFilter(
            LoginResolver resolver,
            OptimisticAuthorizationRequestRepository requests,
            StoragePages pages,
            PageHeaders headers,
            Refusals refusals) {
        super(resolver);
        this.resolver = resolver;
        this.requests = requests;
        this.pages = pages;
        this.headers = headers;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        OAuth2AuthorizationRequest authorization;
        try {
            authorization = resolver.resolve(request);
        } catch (LaunchRefused refused) {
            if (request.getAttribute(Platform.class.getName()) instanceof Platform platform) {
                headers.framedBy(FrameAncestors.of(platform), response);
            }
            refusals.answer(request, response, refused);
            return;
        }
        if (authorization == null) {
            chain.doFilter(request, response);
            return;
        }
        requests.saveAuthorizationRequest(authorization, request, response);
        Login login = Login.of(authorization);
        String sender = sender(request);
        headers.framedBy(FrameAncestors.ofLogin(login.platform(), sender), response);
        if (login.state().storageOffered() || mayBlockCookies(request)) {
            List<String> keepers = FrameAncestors.keepers(login.platform(), sender);
            pages.store(login, keepers, authorization.getAuthorizationRequestUri(), request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", authorization.getAuthorizationRequestUri());
        }
    }

    /** Tells whether the browser says that another site frames us, and has not yet returned a cookie of ours. */
    private static boolean mayBlockCookies(HttpServletRequest request) {
        return "iframe".equals(request.getHeader("Sec-Fetch-Dest"))
                && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                && !Cookies.work(request);
    }

    private static String sender(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null ? String.valueOf(request.getHeader("Referer")) : origin;
    }
}
