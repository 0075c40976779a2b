/** Whose badges these are, and which learning platforms each institution trusts. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"net", "vault", "database"})
package org.cairn.platform;
