/** Calls the platforms' services: keys, tokens and rosters. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.service;
