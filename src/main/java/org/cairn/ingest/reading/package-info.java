/** Reads what strangers send: JSON, texts and times, and what makes two messages the same one. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.reading;
