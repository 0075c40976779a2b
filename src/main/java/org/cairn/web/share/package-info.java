/** What anyone may see: a credential, what a badge asks for, and who issues it. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.share;
