package org.cairn.lti.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.cairn.lti.Launch;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Completes a launch without cookies: our own page brings the secret that the platform's frame kept. The browser must
 * say that the page was ours, or else a stranger could send somebody his own secret and thereby sign them in as himself.
 */
class ProofFilter extends OncePerRequestFilter {

    static final String PATH = "/lti/launch/proof";

    private final Sessions sessions;
    private final Origins origins;
    private final PageHeaders headers;
    private final Refusals refusals;

    ProofFilter(Sessions sessions, Origins origins, PageHeaders headers, Refusals refusals) {
        this.sessions = sessions;
        this.origins = origins;
        this.headers = headers;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Entrance.lead(response, complete(request, response));
        } catch (LaunchRefused refused) {
            refusals.answer(request, response, refused);
        }
    }

    private Launch complete(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getMethod().equals("POST")) {
            throw Refusal.METHOD.because("a proof is a POST");
        }
        if (!origins.isVouchedFor(request)) {
            throw Refusal.FOREIGN.because("the proof does not come from our own page");
        }
        Requests.checkParameters(request);
        String handle = Requests.required(request, "launch", 64);
        headers.framedBy(sessions.frameAncestors(handle), response);
        sessions.again(handle).ifPresent(page -> request.setAttribute(Refusals.AGAIN, page));
        Optional<String> token = sessions.prove(handle, Requests.required(request, "secret", 64));
        return token.flatMap(sessions::find)
                .orElseThrow(() -> Refusal.BROWSER.because("the proof is wrong, late or repeated"));
    }
}
