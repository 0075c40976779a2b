/** Keeps secrets sealed at rest, and makes ids and tokens nobody can guess. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.cairn.vault;
