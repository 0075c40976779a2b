/** The manner of Moodle: launches, LTI services and registration, web services, and the statements of a plug-in. */
@org.jspecify.annotations.NullMarked
package org.cairn.practice.moodle;
