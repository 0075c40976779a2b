package org.cairn.lti.notice;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.Platform;

/**
 * A notice that its platform signed for us (Platform Notification Service 1.0).
 *
 * @param id the same for every delivery of the same notice
 */
record Notice(Platform platform, String deployment, String id, Instant at, String type, Content content) {

    static final String HELLO = "LtiHelloWorldNotice";
    static final String CONTEXT_COPY = "LtiContextCopyNotice";

    /** What it tells. */
    sealed interface Content {}

    /** Nothing, but that notices arrive. */
    record Hello() implements Content {}

    /** That a course was filled from others; all by context id. */
    record ContextCopy(List<String> from, String to) implements Content {}

    /** Something that we have no use for, and why. */
    record Unused(String reason) implements Content {}
}
