/** Whose badges these are, and which learning platforms each institution trusts. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"net", "database", "vault"})
package org.cairn.platform;
