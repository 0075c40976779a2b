package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * The two small pages that keep a login's secret in a frame of the platform, for browsers that block our cookies
 * (LTI Client Side postMessages 0.1 and LTI Platform Storage 0.1). They talk to the platform's origin only.
 */
@Component
class StoragePages {

    private final SpringTemplateEngine templates;

    StoragePages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    /** Stores the secret, then goes on to the platform. */
    void store(Login login, String next, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> values = Map.of(
                "target", login.state().storageTarget(),
                "origin", platformOrigin(login),
                "key", Cookies.loginName(login.sealedState()),
                "secret", Objects.requireNonNull(login.secret()),
                "next", next);
        render("launch/store", values, request, response);
    }

    /** Asks for the secret and brings it to us. */
    void prove(Login login, Session session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> values = Map.of(
                "target", login.state().storageTarget(),
                "origin", platformOrigin(login),
                "key", Cookies.loginName(login.sealedState()),
                "handle", session.handle());
        render("launch/prove", values, request, response);
    }

    private static String platformOrigin(Login login) {
        return Origins.of(login.platform().authorizationUrl()).orElse("");
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
