package org.cairn.lti.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody begin more logins than a campus does. */
class CrowdFilter extends OncePerRequestFilter {

    private final Crowd crowd;
    private final Refusals refusals;

    CrowdFilter(Crowd crowd, Refusals refusals) {
        this.crowd = crowd;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.equals(LoginResolver.PATH) && !path.equals(LaunchFilter.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String client = String.valueOf(request.getRemoteAddr());
        if (!crowd.mayBegin(client)) {
            response.setHeader("Retry-After", "10");
            refusals.answer(request, response, Refusal.CROWD);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() < 400 && request.getServletPath().equals(LaunchFilter.PATH)) {
            crowd.ended(client);
        }
    }

    /**
     * What the operator allows.
     *
     * @param loginsPerSecond how many logins one address may begin and abandon; 0 for any number
     */
    @ConfigurationProperties("cairn")
    record Settings(@DefaultValue("300") int loginsPerSecond) {}
}
