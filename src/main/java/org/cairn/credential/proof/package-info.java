/** Data Integrity proofs with the cryptosuite eddsa-rdfc-2022: canonical form, signature, check. */
@org.jspecify.annotations.NullMarked
package org.cairn.credential.proof;
