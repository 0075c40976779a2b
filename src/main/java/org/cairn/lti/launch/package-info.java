/** Logins, launches and the sessions they open: who may enter, checked before anything else happens. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.launch;
