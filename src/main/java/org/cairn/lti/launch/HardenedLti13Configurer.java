package org.cairn.lti.launch;

import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;
import uk.ac.ox.ctl.lti13.Lti13Configurer;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.authentication.OidcLaunchFlowAuthenticationProvider;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OAuth2AuthorizationRequestRedirectFilter;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OAuth2LoginAuthenticationFilter;
import uk.ac.ox.ctl.lti13.security.oauth2.client.lti.web.OptimisticAuthorizationRequestRepository;

/** The launch library's frame, with each of its four parts replaced by a stricter one of ours. */
class HardenedLti13Configurer extends Lti13Configurer {

    private final Parts parts;

    HardenedLti13Configurer(Parts parts) {
        this.parts = parts;
        ltiPath("/lti").loginInitiationPath("/login").loginPath("/launch");
    }

    @Override
    protected OptimisticAuthorizationRequestRepository configureRequestRepository() {
        return parts.requests();
    }

    @Override
    protected OidcLaunchFlowAuthenticationProvider configureAuthenticationProvider(HttpSecurity http) {
        return parts.provider();
    }

    @Override
    protected OAuth2AuthorizationRequestRedirectFilter configureInitiationFilter(
            ClientRegistrationRepository registrations, OptimisticAuthorizationRequestRepository requests) {
        return new LoginFilter(parts.resolver(), requests, parts.pages(), parts.headers(), parts.refusals());
    }

    @Override
    protected OAuth2LoginAuthenticationFilter configureLoginFilter(
            ClientRegistrationRepository registrations,
            OidcLaunchFlowAuthenticationProvider provider,
            OptimisticAuthorizationRequestRepository requests) {
        LaunchFilter filter = new LaunchFilter(registrations);
        filter.setAuthorizationRequestRepository(requests);
        filter.setAuthenticationManager(new ProviderManager(provider));
        filter.setAuthenticationSuccessHandler(parts.entrance());
        filter.setAuthenticationFailureHandler(parts.refusals()::answer);
        return filter;
    }

    /** What the configurer puts in place. */
    @Component
    record Parts(
            LoginResolver resolver,
            SealedRequests requests,
            StrictProvider provider,
            Entrance entrance,
            StoragePages pages,
            PageHeaders headers,
            Refusals refusals) {}
}
