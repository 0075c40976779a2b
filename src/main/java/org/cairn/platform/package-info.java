/** Whose badges these are, and which learning platforms each institution trusts. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"net", "vault", "database", "complaint"})
package org.cairn.platform;
