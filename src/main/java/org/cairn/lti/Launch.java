package org.cairn.lti;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.net.Servers;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A checked launch and the session that came of it: who, in which course, as what.
 *
 * @param course absent where the platform launched us outside a course
 * @param courseTitle for display
 * @param frameAncestors origins that may frame our pages in this session: the launching platform's only
 * @param purpose what the platform opened us for
 * @param returnUrl the platform's page to return to, on one of the origins that may frame us; null where it named none
 * @param token the secret that our pages carry in their links while cookies are blocked; never stored in clear
 */
public record Launch(
        PlatformId platform,
        LearnerId learner,
        @Nullable String name,
        @Nullable CourseId course,
        @Nullable String courseTitle,
        Role role,
        List<String> frameAncestors,
        Instant expiresAt,
        Purpose purpose,
        @Nullable String returnUrl,
        String token) {

    public InstitutionId institution() {
        return platform.institution();
    }

    public Optional<CourseId> inCourse() {
        return Optional.ofNullable(course);
    }

    public boolean mayTeach() {
        return role != Role.STUDENT;
    }

    public boolean mayAdminister() {
        return role == Role.ADMINISTRATOR;
    }

    /** The origin (RFC 6454) of an address, if it is one of the launching platform's; empty for anywhere else. */
    public Optional<String> platformOrigin(URI address) {
        return Servers.origin(address).filter(frameAncestors::contains);
    }
}
