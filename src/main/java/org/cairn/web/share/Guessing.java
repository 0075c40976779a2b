package org.cairn.web.share;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells whoever guesses addresses of credentials to stop: after a number of wrong ones in a minute from one network, the
 * next wrong ones are answered 429. A right one is always answered, because many people may share one address; guessing
 * 256 random bits is hopeless anyway.
 */
@Component
class Guessing extends OncePerRequestFilter {

    private final Misses misses;

    Guessing(Clock clock) {
        this.misses = new Misses(clock);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/credentials/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Counted(response, misses, request.getRemoteAddr()));
    }

    /** An answer whose "not found" becomes "too many" when there were too many. */
    private static final class Counted extends HttpServletResponseWrapper {

        private final Misses misses;
        private final String address;

        Counted(HttpServletResponse response, Misses misses, String address) {
            super(response);
            this.misses = misses;
            this.address = address;
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(counted(status));
        }

        @Override
        public void sendError(int status) throws IOException {
            super.sendError(counted(status));
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            super.sendError(counted(status), message);
        }

        private int counted(int status) {
            if (status != SC_NOT_FOUND || !misses.isTooMany(address)) {
                return status;
            }
            setHeader("Retry-After", String.valueOf(Misses.WINDOW.toSeconds()));
            return 429;
        }
    }
}
