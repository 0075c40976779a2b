package org.cairn.lti.launch;

import org.jspecify.annotations.Nullable;

/**
 * A launch that was let in.
 *
 * @param secret opens the session; null while the browser still has to prove itself
 */
record Arrival(Session session, @Nullable String secret) {}
