package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * The two small pages that keep a login's secret in a frame of the platform, for browsers that block our cookies
 * (LTI Client Side postMessages 0.1 and LTI Platform Storage 0.1). They talk to the platform's origins only.
 */
@Component
class StoragePages {

    private final SpringTemplateEngine templates;

    StoragePages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * Has the secret kept, by the platform's frame or else by a cookie, then goes on to the platform. Where neither
     * works, the same login can be begun in a window of its own: nothing has been used up yet.
     */
    void store(Login login, List<String> keepers, String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> values = Map.of(
                "target", login.state().storageTarget(),
                "origins", String.join(" ", keepers),
                "key", Cookies.loginName(login.sealedState()),
                "secret", Objects.requireNonNull(login.secret()),
                "next", next,
                "window", LoginResolver.sameAgain(request));
        render("launch/store", values, request, response);
    }

    /** Asks for the secret and brings it to us. */
    void prove(Login login, Session session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String again = Again.at(login.platform(), session.returnUrl());
        Map<String, Object> values = Map.of(
                "target", login.state().storageTarget(),
                "origins", String.join(" ", session.frameAncestors()),
                "key", Cookies.loginName(login.sealedState()),
                "handle", session.handle(),
                "again", again == null ? "" : again);
        render("launch/prove", values, request, response);
    }

    private void render(
            String page, Map<String, Object> values, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        templates.process(page, new WebContext(exchange, request.getLocale(), values), response.getWriter());
    }
}
