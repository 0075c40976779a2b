/** Decides once, and remembers why. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "pathway",
            "evidence",
            "lti",
            "people",
            "platform",
            "rules",
            "vault",
            "worker",
            "complaint",
            "database"
        })
package org.cairn.award;
