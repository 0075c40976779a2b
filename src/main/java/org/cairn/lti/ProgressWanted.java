package org.cairn.lti;

import java.util.Set;
import org.cairn.people.LearnerId;

/**
 * Asks for progress toward the badges that have a column in the course, to be reported to the {@link Gradebook}.
 *
 * @param students whose; nobody in particular where it is everybody's
 */
public record ProgressWanted(CourseId course, Set<LearnerId> students) {

    public static ProgressWanted ofEverybody(CourseId course) {
        return new ProgressWanted(course, Set.of());
    }
}
