package org.cairn.lti.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the page that begins a login whether the browser returns the cookie that it was given a moment ago. */
class CookieFilter extends OncePerRequestFilter {

    static final String PATH = "/lti/login/cookie";

    private static final Pattern NAME = Pattern.compile("__Host-lti-[0-9a-f]{16}");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String name = request.getParameter("login");
        boolean returned = name != null && NAME.matcher(name).matches() && Cookies.isReturned(request, name);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(returned ? "yes" : "no");
    }
}
