/** Asks platforms about courses, one after the other, and keeps what they answer. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.pull;
