/** Makes and signs the answers to platforms' pickers. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.content;
