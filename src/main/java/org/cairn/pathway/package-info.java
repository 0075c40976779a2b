/** The catalogue of badges, where they are embedded in courses, and where each learner stands. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"evidence", "ingest", "lti", "people", "platform", "rules", "vault", "complaint"})
package org.cairn.pathway;
