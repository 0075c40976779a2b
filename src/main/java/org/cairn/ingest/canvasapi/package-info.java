/** Asks Canvas by its REST interface, and understands what it answers. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.canvasapi;
