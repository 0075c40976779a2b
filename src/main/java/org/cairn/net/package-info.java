/** Where the world reaches Cairn, and the one guarded way by which Cairn calls others. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = "complaint")
package org.cairn.net;
