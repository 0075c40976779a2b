/** The issuer's keys and who it says it is. */
@org.jspecify.annotations.NullMarked
package org.cairn.credential.key;
