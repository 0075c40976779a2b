/** Makes an award provable anywhere. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"award", "pathway", "evidence", "lti", "rules", "vault", "worker"})
package org.cairn.credential;
