/** An append-only record of what learners did. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"database", "lti", "rules", "vault"})
package org.cairn.evidence;
