/** A learning platform in a box, for a first look and for tests. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.cairn.practice;
