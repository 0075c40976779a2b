/** Turns what a platform sends, or answers when asked, into evidence. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "evidence",
            "lti",
            "people",
            "platform",
            "net",
            "vault",
            "worker",
            "database",
            "complaint"
        })
package org.cairn.ingest;
