package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Launch;
import org.springframework.stereotype.Component;

/** The security headers of our pages. */
@Component
public class PageHeaders {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'";
    private static final String FRAMED_BY = "; base-uri 'none'; frame-ancestors ";

    private final boolean secure;

    PageHeaders(Origins origins) {
        // it counts for every port of a host: on this computer it would lock out a platform that is served by plain
        // http
        this.secure = origins.isSecure() && !origins.isLoopback();
    }

    /** For pages that only the launching platform may frame, and that no cache may keep. */
    public void framedBy(List<String> ancestors, HttpServletResponse response) {
        framedBy(ancestors, "", response);
    }

    /** For the pages on which content is chosen: their answer is posted to the platform that asked, and nowhere else. */
    void answering(Launch launch, ContentRequest request, HttpServletResponse response) {
        String target = launch.platformOrigin(request.returnUrl()).orElse("");
        framedBy(launch.frameAncestors(), target, response);
    }

    private void framedBy(List<String> ancestors, String formTarget, HttpServletResponse response) {
        common(response);
        String policy = formTarget.isEmpty() ? POLICY : POLICY + ' ' + formTarget;
        String framedBy = ancestors.isEmpty() ? "'none'" : String.join(" ", ancestors);
        response.setHeader("Content-Security-Policy", policy + FRAMED_BY + framedBy);
        response.setHeader("Cache-Control", "no-store");
    }

    /** For every other page, unless somebody knew better before. */
    void framedByNobody(HttpServletResponse response) {
        common(response);
        if (response.getHeader("Content-Security-Policy") == null) {
            response.setHeader("Content-Security-Policy", POLICY + FRAMED_BY + "'none'");
        }
    }

    private void common(HttpServletResponse response) {
        // "no-referrer" would make browsers send "Origin: null" with our own forms, which we must refuse
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
