package org.cairn.ingest.inbox;

import java.time.Instant;

/** A message and when it came: it may be stored later than that. */
public record Heard(Incoming message, Instant at) {}
