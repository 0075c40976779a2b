package org.cairn.lti;

import java.util.Optional;

/** The sessions that launches opened. */
public interface Launches {

    /** Finds the launch that this token belongs to, unless it has expired or its platform was paused. */
    Optional<Launch> find(String token);

    /** Ends the session. */
    void end(Launch launch);
}
