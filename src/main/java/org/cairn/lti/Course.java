package org.cairn.lti;

import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A course on a platform.
 *
 * @param contextId the LTI context id
 * @param ownId the platform's own id, which its events and web services use ({@code 565}); the context id where the
 *     platform has no other
 */
public record Course(
        CourseId id,
        PlatformId platform,
        String contextId,
        String ownId,
        @Nullable String title) {}
