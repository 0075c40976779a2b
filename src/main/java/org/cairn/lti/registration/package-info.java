/** Connects platforms: by Dynamic Registration after an invitation, and by configurations to copy. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.registration;
