/** Which credentials are revoked, as Bitstring status lists. */
@org.jspecify.annotations.NullMarked
package org.cairn.credential.status;
