package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.cairn.platform.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/** Answers a refused request: one line in the log, and the error page. */
@Component
class Refusals {

    /** The request attribute with the page of the platform from which we can be opened again. */
    static final String AGAIN = "cairn.again";

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LONGEST = 255;

    void answer(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException {
        Refusal refusal = refusal(failed);
        String detail = failed instanceof LaunchRefused ? failed.getMessage() : "not an answer to a login of ours";
        LOG.info("refused {} with {}: {}", refusal.problem(), refusal.status(), detail);
        if (failed instanceof LaunchRefused refused && refused.again() != null) {
            request.setAttribute(AGAIN, refused.again());
        } else if (request.getAttribute(Platform.class.getName()) instanceof Platform platform) {
            request.setAttribute(AGAIN, Again.at(platform, null));
        }
        answer(request, response, refusal);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        request.setAttribute("cairn.problem", refusal.problem());
        if (!refusal.mayTryAgain()) {
            request.removeAttribute(AGAIN);
        }
        if (refusal == Refusal.PLATFORM_UNKNOWN) {
            // the one thing that lets an administrator see what is wrong: most often the wrong environment
            request.setAttribute("cairn.received", List.of(received(request, "iss"), received(request, "client_id")));
        }
        response.setHeader("Cache-Control", "no-store");
        response.sendError(refusal.status());
    }

    private static String received(HttpServletRequest request, String name) {
        String value = SafeText.forDisplay(request.getParameter(name), LONGEST);
        return value == null ? "" : value;
    }

    private static Refusal refusal(AuthenticationException failed) {
        if (failed instanceof LaunchRefused refused) {
            return refused.refusal();
        }
        // the library's own refusals: no id_token and state, or an error sent by the platform
        return failed instanceof OAuth2AuthenticationException oauth
                        && !"invalid_request".equals(oauth.getError().getErrorCode())
                ? Refusal.DECLINED
                : Refusal.REQUEST;
    }
}
