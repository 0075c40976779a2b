/** Keeps every message durably, once, and works it off. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.inbox;
