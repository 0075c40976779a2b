/** Reads files that people upload: what each row means, and taking it in once somebody has seen that. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.upload;
