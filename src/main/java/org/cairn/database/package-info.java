/** How the database is reached, waited for, shared between people and work, and kept durable, and which texts it takes. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"vault", "worker"})
package org.cairn.database;
