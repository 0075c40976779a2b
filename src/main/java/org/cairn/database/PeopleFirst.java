package org.cairn.database;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives requests of people (launches, pages, scripts) the connections that are kept for them; events have the others. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PeopleFirst implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (((HttpServletRequest) request).getServletPath().equals("/ingest")) {
            chain.doFilter(request, response);
            return;
        }
        Bulkhead.servesPeople(true);
        try {
            chain.doFilter(request, response);
        } finally {
            Bulkhead.servesPeople(false);
        }
    }
}
