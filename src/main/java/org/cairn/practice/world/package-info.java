/** The invented university: people, courses and work, and two platforms with the tools, links and columns they know. */
@org.jspecify.annotations.NullMarked
package org.cairn.practice.world;
