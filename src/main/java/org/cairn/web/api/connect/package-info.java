/** The calls by which platforms, feeds and people are connected, and which say how that goes. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.api.connect;
