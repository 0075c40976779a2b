/** Who somebody is, behind all the names that platforms have for them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform", "database", "vault", "worker"})
package org.cairn.people;
