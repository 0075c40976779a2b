/** What an instructor does: embed a badge, see the class, confirm milestones. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.instructor;
