package org.cairn.evidence;

import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * Something in a course that can be graded or completed, named by its type and the platform's own id.
 *
 * @param course the platform's own course id ({@code 565}); null where the platform did not say
 * @param id such as {@code assignment:355}, {@code course}, {@code outcome:77}
 */
public record Activity(PlatformId platform, @Nullable String course, String id) {}
