/** Asks Moodle's web services what students achieved in a course, and says what the answers mean. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.moodle;
