/** Understands Caliper 1.2 and 1.1, 1.0 as far as it makes sense, and what Canvas sends in Caliper's form. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.caliper;
