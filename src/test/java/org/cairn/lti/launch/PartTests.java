package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.lti.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PartTests {

    private static final String VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/";
    private static final String MEMBERSHIP = VOCABULARY + "membership#";
    private static final String INSTITUTION = VOCABULARY + "institution/person#";
    private static final String SYSTEM = VOCABULARY + "system/person#";

    static Stream<Arguments> rolesMakeAPart() {
        return Stream.of(
                Arguments.of(List.of(MEMBERSHIP + "Learner"), Role.STUDENT, true),
                Arguments.of(List.of("Learner"), Role.STUDENT, true),
                Arguments.of(List.of("Student"), Role.STUDENT, true),
                Arguments.of(List.of(VOCABULARY + "membership/Learner#GuestLearner"), Role.STUDENT, true),
                Arguments.of(List.of(), Role.STUDENT, false),
                Arguments.of(List.of("Anything", "urn:x#Instructor"), Role.STUDENT, false),
                Arguments.of(List.of(INSTITUTION + "Student"), Role.STUDENT, false),
                Arguments.of(List.of(INSTITUTION + "Instructor", MEMBERSHIP + "Learner"), Role.STUDENT, true),
                Arguments.of(List.of(MEMBERSHIP + "Mentor"), Role.STUDENT, false),
                Arguments.of(List.of(MEMBERSHIP + "Mentor", MEMBERSHIP + "Learner"), Role.STUDENT, false),
                Arguments.of(List.of(MEMBERSHIP + "Instructor"), Role.INSTRUCTOR, false),
                Arguments.of(List.of(MEMBERSHIP + "Instructor", MEMBERSHIP + "Learner"), Role.INSTRUCTOR, false),
                Arguments.of(List.of(VOCABULARY + "membership/Instructor#TeachingAssistant"), Role.INSTRUCTOR, false),
                Arguments.of(List.of(MEMBERSHIP + "ContentDeveloper"), Role.INSTRUCTOR, false),
                Arguments.of(List.of(MEMBERSHIP + "Administrator"), Role.INSTRUCTOR, false),
                Arguments.of(List.of("Administrator"), Role.INSTRUCTOR, false),
                Arguments.of(List.of(INSTITUTION + "Administrator"), Role.ADMINISTRATOR, false),
                Arguments.of(List.of(SYSTEM + "Administrator"), Role.ADMINISTRATOR, false),
                Arguments.of(
                        List.of(MEMBERSHIP + "Instructor", SYSTEM + "SysAdmin", SYSTEM + "User"),
                        Role.ADMINISTRATOR,
                        false),
                Arguments.of(List.of("https://evil.example/person#Administrator"), Role.STUDENT, false),
                Arguments.of(
                        List.of(INSTITUTION.toUpperCase(java.util.Locale.ROOT) + "Administrator"), Role.STUDENT, false),
                Arguments.of(
                        List.of(
                                "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
                                MEMBERSHIP + "Instructor"),
                        Role.STUDENT,
                        false));
    }

    @ParameterizedTest
    @MethodSource
    void rolesMakeAPart(List<String> roles, Role role, boolean student) {
        Part part = Part.of(roles);
        assertThat(part.role()).isEqualTo(role);
        assertThat(part.student()).isEqualTo(student);
    }
}
