/**
 * Two learning platforms in a box, for a first look and for tests: where they may run, under which addresses, and what they
 * keep. The rooms behind hold everything else, and what is public in them is for each other and for the expressions in pages
 * only.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.cairn.practice;
