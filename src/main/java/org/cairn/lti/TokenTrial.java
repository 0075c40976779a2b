package org.cairn.lti;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries whether a platform gives us access tokens. */
public interface TokenTrial {

    /** Asks the platform for a new token, whatever tokens we still have. */
    Answer ask(Platform platform, Set<String> scopes);

    /**
     * What came of it.
     *
     * @param reached whether the platform answered at all
     * @param refusal why there is no token; null when there is one
     */
    record Answer(boolean reached, @Nullable String refusal) {

        public boolean granted() {
            return refusal == null;
        }
    }
}
