/** Which platforms we trust, and what they tell us about people and courses. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"vault", "worker"})
package org.cairn.lti;
