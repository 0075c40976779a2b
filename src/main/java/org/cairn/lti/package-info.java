/** Which platforms we trust, and what they tell us about people and courses. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"vault"})
package org.cairn.lti;
