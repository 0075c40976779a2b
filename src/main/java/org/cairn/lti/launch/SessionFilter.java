package org.cairn.lti.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the launch that a request to one of our pages belongs to. The {@code launch} parameter names the session, so
 * no request is part of a session by accident; the secret comes in a cookie, or in the parameter where cookies are
 * blocked.
 */
class SessionFilter extends OncePerRequestFilter {

    /** The request attribute that holds the launch, and the parameter that names it. */
    static final String LAUNCH = Launch.class.getName();

    static final String PARAMETER = "launch";

    private static final String CHOOSING = "/instructor/content";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST = 128;

    private final Sessions sessions;
    private final Origins origins;
    private final PageHeaders headers;
    private final Refusals refusals;

    SessionFilter(Sessions sessions, Origins origins, PageHeaders headers, Refusals refusals) {
        this.sessions = sessions;
        this.origins = origins;
        this.headers = headers;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        headers.framedBy(List.of(), response);
        try {
            Launch launch = find(request, response);
            headers.framedBy(launch.frameAncestors(), response);
            if (launch.purpose() instanceof Purpose.Choice choice && isUnder(request.getServletPath(), CHOOSING)) {
                headers.answering(launch, choice.request(), response);
            }
            checkRole(request.getServletPath(), launch);
            if (!SAFE.contains(request.getMethod()) && origins.isForeign(request)) {
                throw Refusal.FOREIGN.because("another site made this request");
            }
            request.setAttribute(LAUNCH, launch);
        } catch (LaunchRefused refused) {
            refusals.answer(request, response, refused.refusal());
            return;
        }
        chain.doFilter(request, response);
    }

    private Launch find(HttpServletRequest request, HttpServletResponse response) {
        String token = token(request);
        int dot = token.indexOf('.');
        String handle = Sessions.handle(token);
        Optional<Launch> launch = dot < 0
                ? Optional.ofNullable(Cookies.session(request, handle))
                        .flatMap(secret -> sessions.find(handle, secret, token))
                : sessions.find(token);
        return launch.orElseThrow(() -> {
            headers.framedBy(sessions.frameAncestors(handle), response);
            sessions.again(handle).ifPresent(page -> request.setAttribute(Refusals.AGAIN, page));
            return Refusal.EXPIRED.because("no such session");
        });
    }

    private static String token(HttpServletRequest request) {
        String[] values;
        try {
            values = request.getParameterValues(PARAMETER);
        } catch (IllegalStateException unreadable) {
            throw Refusal.REQUEST.because("the parameters cannot be read");
        }
        if (values == null || values[0].length() > LONGEST) {
            throw Refusal.EXPIRED.because("no session is named");
        }
        for (String value : values) {
            // a form whose address names the session as well says the same twice
            if (!value.equals(values[0])) {
                throw Refusal.REQUEST.because("two sessions are named");
            }
        }
        return values[0];
    }

    private static void checkRole(String path, Launch launch) {
        boolean allowed = true;
        if (isUnder(path, "/admin")) {
            allowed = launch.mayAdminister();
        } else if (isUnder(path, "/instructor")) {
            allowed = launch.mayTeach();
        }
        if (!allowed) {
            throw Refusal.ROLE.because("the role of this launch does not open this page");
        }
    }

    static boolean isUnder(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
