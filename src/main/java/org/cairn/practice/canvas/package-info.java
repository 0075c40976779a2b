/** The manner of Canvas: launches, LTI services and registration, the REST interface, live events and notices. */
@org.jspecify.annotations.NullMarked
package org.cairn.practice.canvas;
