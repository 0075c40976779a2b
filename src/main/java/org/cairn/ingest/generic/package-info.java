/** Takes our own simple events, from whoever can send JSON or a form over HTTPS. */
@org.jspecify.annotations.NullMarked
package org.cairn.ingest.generic;
