package org.cairn.ingest.moodle;

import java.util.List;

/** The web service functions that are asked, under Moodle's own names. */
final class Functions {

    static final String SITE = "core_webservice_get_site_info";
    static final String PEOPLE = "core_enrol_get_enrolled_users";
    static final String CONTENTS = "core_course_get_contents";
    static final String GRADES = "gradereport_user_get_grade_items";
    static final String ACTIVITIES_DONE = "core_completion_get_activities_completion_status";
    static final String COURSE_DONE = "core_completion_get_course_completion_status";

    /** What the service of the token should offer. */
    static final List<String> ALL = List.of(SITE, PEOPLE, CONTENTS, GRADES, ACTIVITIES_DONE, COURSE_DONE);

    /** Those that tell what somebody achieved. */
    static final List<String> OF_ACHIEVEMENTS = List.of(GRADES, ACTIVITIES_DONE, COURSE_DONE);

    private Functions() {}
}
