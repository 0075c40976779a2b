/** Everything of an institution from which its awards follow, out and in again. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.api.archive;
