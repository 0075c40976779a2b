package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * The places of a platform in which the tool was put. A launch from a new one is let in only when the registration and
 * the platform's guid say that it is the same customer; any other waits for an administrator and gets no data.
 */
public interface Deployments {

    /**
     * Says whether a launch from this deployment is let in, and learns the deployment where that is safe; otherwise it
     * is noted as waiting.
     *
     * @param guid the platform's id of its customer, as this launch gives it
     * @param platformName what the platform calls itself, to show to an administrator
     */
    boolean admits(Platform platform, String deploymentId, @Nullable String guid, @Nullable String platformName);

    /** The deployments that launched and wait for a decision, latest first. */
    List<Waiting> waiting(PlatformId platform);

    /** Forgets a waiting deployment; its next launch waits again. */
    void dismiss(PlatformId platform, String deploymentId);

    /** A deployment that wants to come in. */
    record Waiting(
            String deploymentId,
            @Nullable String guid,
            @Nullable String platformName,
            Instant firstSeen,
            Instant lastSeen) {}
}
