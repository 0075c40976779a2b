package org.cairn.practice;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps the practice pages apart from the tool's: a chain of their own, without sessions, under one host name only. */
@Configuration(proxyBeanMethods = false)
@Profile("practice")
class PracticeSecurity {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 20)
    SecurityFilterChain practiceChain(HttpSecurity http, Places places) throws Exception {
        return http.securityMatcher("/practice", "/practice/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                        .contentSecurityPolicy(policy -> policy.policyDirectives(policy(places))))
                .addFilterAfter(new OneHost(places), HeaderWriterFilter.class)
                .build();
    }

    /** Only our own pages may frame ours (the authorize page in the tool's frame); forms may also go to the tool. */
    private static String policy(Places places) {
        String tool = places.toolOrigin();
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self' " + tool
                + "; form-action 'self' " + tool + "; frame-ancestors 'self'; base-uri 'none'";
    }

    /**
     * Sends readers to the host name that is another site than the tool's, refuses calls under any other name, and
     * takes no form from a page that is not ours: with nobody logged in there is no other protection.
     */
    private static final class OneHost extends OncePerRequestFilter {

        private static final Set<String> FOR_TOOLS = Set.of(
                "/practice/authorize",
                "/practice/deep_linking_response",
                "/practice/moodle/mod/lti/auth.php",
                "/practice/moodle/mod/lti/contentitem_return.php");

        private final Places places;

        OneHost(Places places) {
            this.places = places;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (!places.authority().equals(request.getHeader("Host"))) {
                toOurHost(request, response);
            } else if (foreignForm(request)) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            } else {
                chain.doFilter(request, response);
            }
        }

        private void toOurHost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (!"GET".equals(request.getMethod())) {
                response.sendError(HttpServletResponse.SC_MISDIRECTED_REQUEST);
                return;
            }
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            response.setHeader(
                    "Location",
                    "http://" + places.authority() + request.getRequestURI() + (query == null ? "" : "?" + query));
        }

        /** Tools answer with forms from their own pages, to these addresses alone. */
        private static boolean foreignForm(HttpServletRequest request) {
            String from = request.getHeader("Sec-Fetch-Site");
            return "POST".equals(request.getMethod())
                    && from != null
                    && !"same-origin".equals(from)
                    && !FOR_TOOLS.contains(request.getRequestURI());
        }
    }
}
