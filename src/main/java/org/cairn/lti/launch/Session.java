package org.cairn.lti.launch;

import java.time.Instant;
import java.util.List;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * A stored launch.
 *
 * @param account as whom the platform knows them: stored, because whose account it is may change meanwhile
 * @param handle public; names the session in links and its cookie
 * @param secret digest of the secret that belongs to the handle; null until the browser has proved itself
 * @param proof digest of what the browser must prove to know; null once it has
 */
record Session(
        String handle,
        PlatformId platform,
        LearnerId learner,
        LearnerId account,
        @Nullable String name,
        @Nullable CourseId course,
        @Nullable String courseTitle,
        Role role,
        List<String> frameAncestors,
        @Nullable String secret,
        @Nullable String proof,
        Instant expiresAt,
        Purpose purpose,
        @Nullable String returnUrl) {

    /** The same nonce always gives the same handle, so that it can be spent once only. */
    static String handleFor(String nonce) {
        return Tokens.digest("handle of " + nonce).substring(0, 32);
    }

    boolean isOpenedBy(String candidate) {
        return secret != null && Tokens.same(secret, Tokens.digest(candidate));
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Makes the launch that our pages see, whose links carry {@code token}. */
    Launch toLaunch(String token) {
        return new Launch(
                platform,
                learner,
                name,
                course,
                courseTitle,
                role,
                frameAncestors,
                expiresAt,
                purpose,
                returnUrl,
                token);
    }
}
