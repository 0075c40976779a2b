/** LTI as far as both platforms do it alike: launches, keys and tokens, registrations, and what tools send. */
@org.jspecify.annotations.NullMarked
package org.cairn.practice.lti;
