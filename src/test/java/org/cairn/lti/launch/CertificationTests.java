package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launches of the LTI Advantage certification (guide 1.3, section 6.1.1). */
class CertificationTests extends LaunchWorld {

    private static final String LTI = TestLaunch.LTI;
    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#";

    @Test
    void mustRejectTokenWithoutKeyId() {
        assertRefused(answerTo(student().header("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")), Refusal.TOKEN);
    }

    @Test
    void mustRejectIncorrectKeyId() {
        assertRefused(answerTo(student().header("{\"alg\":\"RS256\",\"kid\":\"incorrect\"}")), Refusal.TOKEN);
    }

    @Test
    void mustRejectWrongVersion() {
        assertRefused(answerTo(student().claim(LTI + "version", "11.3")), Refusal.MESSAGE);
    }

    @Test
    void mustRejectTokenThatIsNoLtiMessage() {
        TestLaunch launch = student()
                .without(LTI + "version", LTI + "message_type", LTI + "roles", LTI + "deployment_id", LTI + "context");
        assertRefused(answerTo(launch), Refusal.MESSAGE);
    }

    @Test
    void mustRejectBadTimes() {
        assertRefused(answerTo(student().claim("exp", 11111).claim("iat", 11111)), Refusal.CLOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "message_type", "roles", "deployment_id", "resource_link"})
    void mustRejectMissingClaim(String name) {
        assertRefused(answerTo(student().without(LTI + name)), Refusal.MESSAGE);
    }

    @Test
    void mustRejectMissingResourceLinkId() {
        assertRefused(answerTo(student().claim(LTI + "resource_link", Map.of("title", "No id"))), Refusal.MESSAGE);
    }

    @Test
    void mustRejectMissingSubject() {
        assertRefused(answerTo(student().without("sub")), Refusal.MESSAGE);
    }

    static Stream<List<String>> mustAcceptRoles() {
        return Stream.of(
                List.of(MEMBERSHIP + "Learner"),
                List.of(MEMBERSHIP + "Instructor"),
                List.of(
                        MEMBERSHIP + "Instructor",
                        MEMBERSHIP + "ContentDeveloper",
                        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Faculty"),
                List.of("Learner"),
                List.of("Instructor"),
                List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Unknown"),
                List.of("urn:something:else", "Nobody", "", "#", "membership/"),
                List.of());
    }

    @ParameterizedTest
    @MethodSource
    void mustAcceptRoles(List<String> roles) {
        Page page = browser.launch(student().claim(LTI + "roles", roles));
        assertThat(page.status()).isEqualTo(200);
        String expected = roles.stream().anyMatch(role -> role.endsWith("Instructor")) ? "as INSTRUCTOR" : "as STUDENT";
        assertThat(page.body()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Learner", "Instructor"})
    void mustAcceptEmailOnly(String role) {
        TestLaunch launch = canvas.person("cert").roles(MEMBERSHIP + role).claim("email", "cert@example.edu");
        assertThat(browser.launch(launch).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Learner", "Instructor"})
    void mustAcceptNamesOnly(String role) {
        TestLaunch launch = canvas.person("cert")
                .roles(MEMBERSHIP + role)
                .claim("given_name", "Certain")
                .claim("family_name", "Person");
        assertThat(browser.launch(launch).body()).contains("Certain Person");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Learner", "Instructor"})
    void mustAcceptNothingPersonal(String role) {
        assertThat(browser.launch(canvas.person("cert").roles(MEMBERSHIP + role))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Learner", "Instructor"})
    void mustAcceptEmailWithoutContext(String role) {
        TestLaunch launch = canvas.person("cert")
                .roles(MEMBERSHIP + role)
                .claim("email", "cert@example.edu")
                .without(LTI + "context");
        assertThat(browser.launch(launch).body()).contains("in null");
    }

    private TestLaunch student() {
        return canvas.student("ann").inCourse("course-1", "Course one");
    }

    /** PHP knows one kind of array, so that an object without members may come as an empty list, and null is common. */
    @Test
    void mustAcceptWhatMoodleWrites() {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("id", "7");
        place.put("title", null);
        place.put("description", null);
        TestLaunch launch = student()
                .without("azp")
                .claim("exp", NOW.getEpochSecond() + 60)
                .claim(LTI + "resource_link", place)
                .claim(LTI + "custom", List.of())
                .claim(LTI + "launch_presentation", List.of())
                .claim(LTI + "lis", Map.of("person_sourcedid", "", "course_section_sourcedid", ""))
                .claim(LTI + "ext", Map.of("lms", "moodle-2"))
                .claim(LTI + "context", Map.of("id", "2", "title", "Maths", "type", List.of("CourseSection")));
        assertThat(answerTo(launch).status()).isEqualTo(303);
    }
}
