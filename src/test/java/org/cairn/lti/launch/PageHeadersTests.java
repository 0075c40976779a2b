package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.net.PublicUrl;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class PageHeadersTests {

    private static final InstitutionId INSTITUTION = new InstitutionId(new UUID(0, 1));

    private final PageHeaders headers =
            new PageHeaders(new Origins(new PublicUrl(URI.create("https://badges.example.edu"))));

    @Test
    void thePickersPagesMayPostToThePlatformThatAskedAndNowhereElse() {
        assertThat(policy("https://LMS.example.edu:443/return?x=1"))
                .contains("; form-action 'self' https://lms.example.edu; base-uri 'none';")
                .endsWith("frame-ancestors https://lms.example.edu https://sso.example.edu");
    }

    @Test
    void aForeignAddressIsNoneToPostTo() {
        for (String foreign :
                List.of("https://evil.example/", "https://lms.example.edu:444/", "http://lms.example.edu/")) {
            assertThat(policy(foreign))
                    .contains("; form-action 'self'; base-uri 'none';")
                    .doesNotContain("evil", "444");
        }
    }

    /** Browsers apply it to every port of a host, so that it would lock out a Moodle at http://localhost:8100. */
    @Test
    void onThisComputerHttpsIsNotMadeTheRule() {
        assertThat(transportSecurity("https://localhost:8443")).isNull();
        assertThat(transportSecurity("http://localhost:8080")).isNull();
        assertThat(transportSecurity("https://badges.example.edu")).contains("max-age");
    }

    private static @Nullable String transportSecurity(String publicUrl) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new PageHeaders(new Origins(new PublicUrl(URI.create(publicUrl)))).framedByNobody(response);
        return response.getHeader("Strict-Transport-Security");
    }

    private String policy(String returnUrl) {
        ContentRequest request = new ContentRequest("deployment-1", URI.create(returnUrl), null, Set.of(), true, true);
        Launch launch = new Launch(
                new PlatformId(INSTITUTION, new UUID(0, 2)),
                new LearnerId(INSTITUTION, new UUID(0, 3)),
                null,
                null,
                null,
                Role.INSTRUCTOR,
                List.of("https://lms.example.edu", "https://sso.example.edu"),
                Instant.EPOCH,
                new Purpose.Choice(request),
                null,
                "token");
        MockHttpServletResponse response = new MockHttpServletResponse();
        headers.answering(launch, request, response);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        return String.valueOf(response.getHeader("Content-Security-Policy"));
    }
}
