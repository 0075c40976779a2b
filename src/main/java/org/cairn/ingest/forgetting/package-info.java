/** Leaves nothing of somebody who is to be forgotten in the messages that were kept. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.forgetting;
