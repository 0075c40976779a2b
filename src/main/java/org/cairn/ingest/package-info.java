/** Turns what a platform sends, or answers when asked, into evidence. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"database", "evidence", "lti", "vault", "worker"})
package org.cairn.ingest;
