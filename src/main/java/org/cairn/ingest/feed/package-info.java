/** The ways in: opened, known for every single event, and watched over. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.feed;
