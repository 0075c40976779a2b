/** Checks statements to the letter of xAPI 1.0.3. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.xapi.check;
