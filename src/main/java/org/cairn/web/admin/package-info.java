/** What an administrator looks at: platforms, feeds, what arrived, and the badges. */
@org.jspecify.annotations.NullMarked
package org.cairn.web.admin;
