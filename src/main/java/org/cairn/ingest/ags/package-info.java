/** Takes grades that people gave in columns of our own. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.ags;
