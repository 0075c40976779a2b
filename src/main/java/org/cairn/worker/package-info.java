/** Threads that work in the background, in rounds, as long as the application runs. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"vault"})
package org.cairn.worker;
