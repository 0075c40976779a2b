/** Works off what is stored: turns messages into evidence, and says what became of each. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.work;
