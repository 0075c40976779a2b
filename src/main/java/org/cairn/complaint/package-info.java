/** Why something could not be used or done, as a code with what it speaks of: it becomes words where it is shown. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = "database")
package org.cairn.complaint;
