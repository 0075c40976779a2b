/** Who somebody is, behind all the names that platforms have for them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform", "vault", "worker", "database", "complaint"})
package org.cairn.people;
