/** The REST API, for the operator's scripts. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.api;
