package org.cairn.lti.launch;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who passes where. There is no HTTP session, no login page and no user store: people come by a launch, scripts by the
 * API's own chain (which stands before these), senders of events by their feed's own credential.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SecurityChains {

    /** Events must be fast and check their own credential; the practice platform is another site that plays LMS. */
    @Bean
    @Order(10)
    SecurityFilterChain withoutFilters() {
        return new DefaultSecurityFilterChain(paths("/ingest/**", "/practice/**"));
    }

    @Bean
    @Order(20)
    SecurityFilterChain launches(
            HttpSecurity http,
            HardenedLti13Configurer.Parts parts,
            Registrations registrations,
            Sessions sessions,
            Origins origins,
            CrowdFilter.Settings settings) {
        Crowd crowd = new Crowd(settings.loginsPerSecond(), System::nanoTime);
        http.setSharedObject(ClientRegistrationRepository.class, registrations.asRepository());
        withoutDefaults(http.securityMatcher(paths("/lti/**")))
                .addFilterBefore(framedByNobody(parts.headers()), LogoutFilter.class)
                .addFilterBefore(new CrowdFilter(crowd, parts.refusals()), LogoutFilter.class)
                .addFilterBefore(new CookieFilter(), LogoutFilter.class)
                .addFilterBefore(
                        new ProofFilter(sessions, origins, parts.headers(), parts.refusals()), LogoutFilter.class)
                .with(new HardenedLti13Configurer(parts), Customizer.withDefaults());
        return http.build();
    }

    @Bean
    @Order(30)
    SecurityFilterChain sessionPages(Sessions sessions, Origins origins, PageHeaders headers, Refusals refusals) {
        return new DefaultSecurityFilterChain(
                paths("/student/**", "/instructor/**", "/admin/**"),
                new SessionFilter(sessions, origins, headers, refusals));
    }

    @Bean
    @Order(40)
    SecurityFilterChain everythingElse(PageHeaders headers) {
        return new DefaultSecurityFilterChain(paths("/**"), framedByNobody(headers));
    }

    private static HttpSecurity withoutDefaults(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable);
    }

    private static Filter framedByNobody(PageHeaders headers) {
        return new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                headers.framedByNobody((HttpServletResponse) response);
                chain.doFilter(request, response);
            }
        };
    }

    private static RequestMatcher paths(String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns)
                .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                .toList());
    }
}
