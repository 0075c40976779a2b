/** Answers the platforms that post events to us: who is speaking, is it readable, is it safely stored. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.endpoint;
