/** Keeps on this node's disk, sealed and bounded, what the database does not take at the moment. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.spool;
