package org.cairn;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.cairn.database.DatabaseAway;
import org.cairn.vault.Untold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What the database refused of a request is logged without what it quotes of it: the server would log all of it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class QuietFailures extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(QuietFailures.class);
    private static final int DEEPEST = 20;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            // a database that does not answer quotes nobody, and whoever came is told so
            if (!isOfTheDatabase(e) || DatabaseAway.isMeantBy(e)) {
                throw e;
            }
            LOG.error("The database failed a request", Untold.of(e));
            if (!response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private static boolean isOfTheDatabase(Throwable failed) {
        @Nullable Throwable e = failed;
        for (int depth = 0; e != null && depth < DEEPEST; depth++) {
            if (e instanceof DataAccessException || e instanceof SQLException) {
                return true;
            }
            e = e.getCause();
        }
        return false;
    }
}
