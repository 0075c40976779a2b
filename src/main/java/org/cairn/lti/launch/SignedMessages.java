package org.cairn.lti.launch;

import java.util.Map;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;

/** Opens what a platform signs and sends us outside of a launch, by the same strict rules as its id_tokens. */
@Component
public class SignedMessages {

    private final IdTokens tokens;

    SignedMessages(IdTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns the claims of a JWT that this platform signed; what they say is not looked at.
     *
     * @throws Unverified when it is anything else; the message holds nothing that came with the JWT
     */
    public Map<String, Object> open(Platform platform, String jwt) throws Unverified {
        try {
            return tokens.open(platform, jwt);
        } catch (LaunchRefused refused) {
            throw new Unverified(String.valueOf(refused.getMessage()));
        }
    }

    /** Says that a platform did not sign something, or not in a way that we accept. */
    public static final class Unverified extends Exception {
        Unverified(String message) {
            super(message, null, false, false);
        }
    }
}
