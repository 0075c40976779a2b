/** Understands Canvas Live Events. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.canvas;
