/** The calls about badges, what counts for them, and who has earned them. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.api.badge;
