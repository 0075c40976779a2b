/** Keeps Cairn's columns in the platforms' gradebooks: opens them, writes progress, and hears what others gave. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.grades;
