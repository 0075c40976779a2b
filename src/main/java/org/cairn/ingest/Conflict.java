package org.cairn.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that came again under its id and said something else. What came first is kept and counts.
 *
 * @param message what came first, and what became of it
 * @param id what its sender calls it; null where the message does not tell
 * @param times how often it came with another meaning
 * @param firstAt when it first did
 * @param lastAt when it last did
 * @param lastBody what it said then
 */
public record Conflict(
        Ingestion.Message message, @Nullable String id, long times, Instant firstAt, Instant lastAt, String lastBody) {}
