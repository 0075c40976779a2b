/** Makes an award provable anywhere. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"award", "pathway", "evidence", "people", "platform", "net", "rules", "vault", "worker"})
package org.cairn.credential;
