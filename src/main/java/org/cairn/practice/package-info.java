/**
 * A learning platform in a box, for a first look and for tests. Its records are public only because expressions in pages
 * can read nothing else; no other room may use them.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.cairn.practice;
