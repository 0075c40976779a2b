package org.cairn.lti.launch;

import java.util.List;
import org.cairn.lti.Role;

/**
 * The part that a person plays in a launch, out of the roles that the platform named (LTI 1.3 appendix A.2).
 *
 * <p>Teaching assistants and course designers see what an instructor sees. Administrator of a course is not
 * administrator of the platform. Whoever only watches (a mentor, or a teacher in student view) sees a student's page
 * and is not in the course.
 *
 * @param student whether the person is in the course as a student, and can earn something there
 * @param pretended whether this is a teacher looking as an invented student
 */
record Part(Role role, boolean student, boolean pretended) {

    private static final String SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#";
    private static final String INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#";
    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership";
    private static final String TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";

    /** Students and instructors are in the course; who only watches or administers is not. */
    boolean isInCourse() {
        return student || role == Role.INSTRUCTOR;
    }

    static Part of(List<String> roles) {
        boolean administers = false;
        boolean teaches = false;
        boolean learns = false;
        boolean watches = false;
        for (String role : roles) {
            if (role.equals(TEST_USER)) {
                return new Part(Role.STUDENT, false, true);
            }
            administers |= isAdministrator(role);
            switch (inCourse(role)) {
                case "Instructor", "ContentDeveloper", "Administrator" -> teaches = true;
                case "Learner", "Student" -> learns = true;
                case "Mentor" -> watches = true;
                default -> {}
            }
        }
        if (administers) {
            return new Part(Role.ADMINISTRATOR, false, false);
        }
        return teaches ? new Part(Role.INSTRUCTOR, false, false) : new Part(Role.STUDENT, learns && !watches, false);
    }

    private static boolean isAdministrator(String role) {
        return role.equals(INSTITUTION + "Administrator")
                || role.equals(SYSTEM + "Administrator")
                || role.equals(SYSTEM + "SysAdmin");
    }

    /** Returns the principal role within the course: of {@code membership/Instructor#Grader} it is Instructor. */
    private static String inCourse(String role) {
        if (!role.startsWith(MEMBERSHIP)) {
            // the short form is allowed for roles of the course only
            return role.indexOf(':') < 0 && role.indexOf('#') < 0 ? role : "";
        }
        String rest = role.substring(MEMBERSHIP.length());
        int fragment = rest.indexOf('#');
        if (rest.startsWith("#")) {
            return rest.substring(1);
        }
        return rest.startsWith("/") && fragment > 1 ? rest.substring(1, fragment) : "";
    }
}
