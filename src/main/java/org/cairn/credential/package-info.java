/** Makes an award provable anywhere. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "award",
            "pathway",
            "evidence",
            "people",
            "platform",
            "net",
            "rules",
            "vault",
            "worker",
            "complaint"
        })
package org.cairn.credential;
