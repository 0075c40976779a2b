/** An append-only record of what learners did. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"lti", "rules", "vault"})
package org.cairn.evidence;
