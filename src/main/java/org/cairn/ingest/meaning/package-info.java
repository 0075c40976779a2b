/** What a stored message means: by the translator of its format, and by the rules that mend it first. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.meaning;
