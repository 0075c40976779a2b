/** An append-only record of what learners did. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"people", "platform", "rules", "vault", "database"})
package org.cairn.evidence;
