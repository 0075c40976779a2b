package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Whether platforms tell us unasked of what happens to courses (Platform Notification Service 1.0). */
public interface Notices {

    /** What one platform was asked to tell, by deployment and type. */
    List<Subscription> of(PlatformId platform);

    /**
     * One type of notice that one deployment was asked for.
     *
     * @param reason the text of a {@link Complaint}: why it does not stand; null where it does, or was not tried yet
     * @param since when the platform last agreed; null where it never did
     * @param heard when the last such notice came; null where none did
     * @param nextTry when we ask again
     */
    record Subscription(
            String deploymentId,
            String type,
            State state,
            @Nullable String reason,
            @Nullable Instant since,
            @Nullable Instant heard,
            Instant nextTry) {}

    /** How a subscription stands. */
    enum State {
        /** It is still to be asked for. */
        WAITING,
        /** The platform agreed. */
        STANDING,
        /** The platform does not offer it, or has switched it off; it is asked again after some days. */
        OFF,
        /** The platform refused or was out of reach too often; it is asked again after some days. */
        GIVEN_UP
    }
}
