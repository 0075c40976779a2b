/** What a student sees: how far, what next, and whom to show it. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.student;
