package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Component;

/** The security headers of our pages. */
@Component
public class PageHeaders {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors ";

    private final boolean secure;

    PageHeaders(Origins origins) {
        this.secure = origins.isSecure();
    }

    /** For pages that only the launching platform may frame, and that no cache may keep. */
    public void framedBy(List<String> ancestors, HttpServletResponse response) {
        common(response);
        response.setHeader(
                "Content-Security-Policy", POLICY + (ancestors.isEmpty() ? "'none'" : String.join(" ", ancestors)));
        response.setHeader("Cache-Control", "no-store");
    }

    /** For every other page, unless somebody knew better before. */
    void framedByNobody(HttpServletResponse response) {
        common(response);
        if (response.getHeader("Content-Security-Policy") == null) {
            response.setHeader("Content-Security-Policy", POLICY + "'none'");
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
