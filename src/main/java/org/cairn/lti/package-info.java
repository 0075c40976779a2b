/** What platforms tell by LTI: who comes from which course and may do what there, and what is told back. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"people", "platform", "net", "vault", "worker", "database", "complaint"})
package org.cairn.lti;
