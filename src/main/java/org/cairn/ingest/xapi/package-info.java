/** Takes xAPI statements, from Moodle's plug-in and from everybody else who speaks xAPI 1.0. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.xapi;
