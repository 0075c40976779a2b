package org.cairn.practice.world;

import java.util.List;
import java.util.Locale;

/**
 * Somebody in the invented world, with the names that a Canvas would have for them.
 *
 * @param anonymous true when tools are to be told neither name nor e-mail address
 */
public record Person(long id, String given, String family, Role role, boolean anonymous) {

    private static final String ANONYMOUS = "-anonymous";
    private static final String LIS = "http://purl.imsglobal.org/vocab/lis/v2/";

    /** What they are in every course; an administrator is none of a course's members. */
    public enum Role {
        STUDENT("StudentEnrollment", List.of(LIS + "institution/person#Student", LIS + "membership#Learner")),
        TEACHER("TeacherEnrollment", List.of(LIS + "institution/person#Instructor", LIS + "membership#Instructor")),
        /** What a teacher is in student view. */
        TEST_STUDENT(
                "StudentViewEnrollment",
                List.of(LIS + "membership#Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser")),
        ADMINISTRATOR("AccountAdmin", List.of(LIS + "institution/person#Administrator"));

        private final String enrollment;
        private final List<String> roles;

        Role(String enrollment, List<String> roles) {
            this.enrollment = enrollment;
            this.roles = roles;
        }

        public String enrollment() {
            return enrollment;
        }

        /** The role URIs of LTI Core 1.3, section A.2. */
        public List<String> roles() {
            return roles;
        }
    }

    public String name() {
        return given + " " + family;
    }

    /** How the practice pages name the person in their addresses. */
    public String slug() {
        return anonymous ? bareSlug() + ANONYMOUS : bareSlug();
    }

    private String bareSlug() {
        return name().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    public String login() {
        return bareSlug() + "@lakeside.example";
    }

    /** The same person, of whom tools are told nothing. */
    public Person unnamed() {
        return new Person(id, given, family, role, true);
    }

    /** The LTI {@code sub}. */
    public String sub() {
        return Invented.uuid("user", id).toString();
    }

    /** The LTI 1.1 id: {@code lti11_legacy_user_id} in launches, {@code lti_user_id} in events. */
    public String legacyId() {
        return Invented.hex40("user", id);
    }

    public String uuid() {
        return Invented.word40("user", id);
    }

    public String globalId() {
        return Invented.global(id);
    }

    public boolean student() {
        return role == Role.STUDENT;
    }

    public boolean teaches() {
        return role == Role.TEACHER;
    }
}
