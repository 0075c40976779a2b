/** Awards in the words of Open Badges 3.0. */
@org.jspecify.annotations.NullMarked
package org.cairn.credential.ob3;
