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
            "complaint"
        })
package org.cairn.award;
