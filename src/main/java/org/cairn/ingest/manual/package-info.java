/** Takes what staff confirm by hand. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.manual;
