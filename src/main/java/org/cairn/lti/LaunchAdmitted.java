package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * Says, after the transaction that let a launch in, who came from where and what the platform offers there. Every launch
 * says so: a listener must be quick, and do what it does once.
 *
 * @param course null outside a course
 * @param resourceLinkId the platform's id of the launched link; null where the platform has none for it
 * @param copiedFrom context ids of the courses that this one was copied from, nearest first
 */
public record LaunchAdmitted(
        PlatformId platform,
        String deploymentId,
        LearnerId learner,
        Role role,
        @Nullable CourseId course,
        @Nullable String resourceLinkId,
        Services services,
        Purpose purpose,
        List<String> copiedFrom,
        Instant at) {}
