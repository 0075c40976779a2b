/** Calls the platforms' services: keys, tokens and rosters, all through one guarded client. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.service;
