/** What statements can be found by, kept for feeds that were asked, so that a list reads what it finds. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.xapi.terms;
