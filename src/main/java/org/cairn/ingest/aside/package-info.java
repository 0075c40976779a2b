/** What cannot count yet, not at all, or not twice: parked, quarantined, contradicted; shown to people, mended and read again. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.aside;
