package org.cairn.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cairn.complaint.Complaint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Who may call the API: whoever shows the operator's token. Its description may be read by anyone. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String[] DESCRIPTION = {"/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml"};

    @Bean
    @Order(1)
    SecurityFilterChain apiSecurityFilterChain(HttpSecurity http, OperatorToken token, ProblemWriter problems) {
        return http.securityMatchers(
                        paths -> paths.requestMatchers("/api", "/api/**").requestMatchers(DESCRIPTION))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // a bearer token is never sent by a browser on its own: there is nothing to forge
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new OperatorFilter(token), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, DESCRIPTION)
                        .permitAll()
                        .anyRequest()
                        .hasRole(OperatorFilter.ROLE))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, e) -> unauthorized(request, response, problems))
                        .accessDeniedHandler((request, response, e) -> problems.write(
                                request, response, new ApiProblem(HttpStatus.FORBIDDEN, Complaint.of("api.may-not")))))
                .build();
    }

    /** RFC 6750 section 3. */
    private static void unauthorized(HttpServletRequest request, HttpServletResponse response, ProblemWriter problems)
            throws IOException {
        boolean wrong = OperatorToken.shown(request).isPresent();
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                wrong ? "Bearer realm=\"cairn\", error=\"invalid_token\"" : "Bearer realm=\"cairn\"");
        problems.write(
                request,
                response,
                new ApiProblem(
                        HttpStatus.UNAUTHORIZED,
                        wrong ? Complaint.of("api.no-operator") : Complaint.of("api.no-token")));
    }
}
