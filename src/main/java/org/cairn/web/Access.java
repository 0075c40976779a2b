package org.cairn.web;

import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;

/** Says once more what a launch may see: the filter in front said it first. */
public final class Access {

    private Access() {}

    /** The course that this launch may teach. */
    public static CourseId teaching(Launch launch) {
        if (!launch.mayTeach()) {
            throw Problem.forbidden();
        }
        return launch.inCourse().orElseThrow(Problem::noCourse);
    }

    public static void administering(Launch launch) {
        if (!launch.mayAdminister()) {
            throw Problem.forbidden();
        }
    }
}
