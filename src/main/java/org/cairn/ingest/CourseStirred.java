package org.cairn.ingest;

import org.cairn.platform.PlatformId;

/**
 * Says, within the transaction that works off a message, that more has happened in a course than the message told: its
 * platform should be asked.
 *
 * @param course the platform's own course id
 */
public record CourseStirred(PlatformId platform, String course) {}
