/** What all calls of the REST API have in common: who may, whose data, what is read, and how it is refused. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.api;
