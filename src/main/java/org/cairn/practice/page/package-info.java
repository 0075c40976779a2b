/** The pages of students, teachers and administrators, and what connects the platforms with Cairn. */
@org.jspecify.annotations.NullMarked
package org.cairn.practice.page;
