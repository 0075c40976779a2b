/** The pages, and the REST API. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "credential",
            "award",
            "pathway",
            "ingest",
            "evidence",
            "lti",
            "people",
            "platform",
            "net",
            "rules",
            "vault",
            "database",
            "complaint"
        })
package org.cairn.web;
