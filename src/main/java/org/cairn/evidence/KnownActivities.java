package org.cairn.evidence;

import java.util.Collection;
import java.util.List;
import org.cairn.platform.PlatformId;

/** The activities of courses, as far as their platforms told us of them: what an instructor picks from. */
public interface KnownActivities {

    /** Notes activities, or their new titles; joins the caller's transaction. */
    void learn(Collection<KnownActivity> activities);

    /** The activities of one course, by title; {@code course} is the platform's own id. */
    List<KnownActivity> of(PlatformId platform, String course);
}
