/** Keeps every message once, durably, before its sender is answered. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.inbox;
