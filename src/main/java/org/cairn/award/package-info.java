/** Decides once, and remembers why. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"pathway", "evidence", "lti", "rules", "vault"})
package org.cairn.award;
