package org.cairn.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the credential pages, which are public, know the operator too: {@code isUserInRole("OPERATOR")} is true there for
 * a request with the right token. It stands behind the security chains and leaves them as they are.
 */
@Component
final class OperatorOnCredentials extends OncePerRequestFilter {

    private final OperatorToken token;

    OperatorOnCredentials(OperatorToken token) {
        this.token = token;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/credentials/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(token.isShownBy(request) ? new AsOperator(request) : request, response);
    }

    private static final class AsOperator extends HttpServletRequestWrapper {
        AsOperator(HttpServletRequest request) {
            super(request);
        }

        @Override
        public boolean isUserInRole(String role) {
            return OperatorFilter.ROLE.equals(role) || super.isUserInRole(role);
        }
    }
}
