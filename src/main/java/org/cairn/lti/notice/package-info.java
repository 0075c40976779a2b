/** What platforms tell us unasked (Platform Notification Service 1.0), and what their launches tell of copied courses. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.notice;
