package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where somebody is sent whose launch or session is over. */
class AgainTests extends LaunchWorld {

    @Test
    void sessionThatIsOverLeadsBackToTheCourse() {
        browser.launch(student());
        clock.advance(Duration.ofHours(9));
        assertThat(again(browser.get("/student"))).isEqualTo("https://school.example.edu/courses/7");
    }

    @Test
    void replayedLaunchLeadsBackToTheCourse() {
        Login login = browser.login(student());
        Map<String, String> cookies = Map.copyOf(browser.cookies());
        assertThat(browser.answer(login, student()).status()).isEqualTo(303);
        browser.cookies().putAll(cookies);
        Page replayed = browser.answer(login, student());
        assertThat(replayed.body()).isEqualTo("problem launch.replayed");
        assertThat(again(replayed)).isEqualTo("https://school.example.edu/courses/7");
    }

    @Test
    void loginThatTookTooLongLeadsToThePlatform() {
        Login login = browser.login(student());
        clock.advance(Duration.ofMinutes(11));
        assertThat(again(browser.answer(login, student()))).isEqualTo(canvas.origin());
    }

    @Test
    void whereNothingIsKnownOrNothingHelpsThereIsNoButton() {
        assertThat(again(browser.postLaunch("x", "y"))).isEqualTo("null");
        assertThat(again(browser.get("/student?launch=" + "0".repeat(32)))).isEqualTo("null");
        Page page =
                browser.answer(browser.login(student()), student().claim(TestLaunch.LTI + "deployment_id", "9:other"));
        assertThat(page.body()).isEqualTo("problem launch.deployment");
        assertThat(again(page)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({
        "CANVAS, https://canvas.instructure.com, https://sso.canvaslms.com/auth, , ",
        "CANVAS, https://canvas.instructure.com, https://sso.canvaslms.com/auth,"
                + " https://s.instructure.com/courses/5/external_content/success/x, https://s.instructure.com/courses/5",
        "CANVAS, https://canvas.instructure.com, https://canvas.example.edu/api/lti/x, , https://canvas.example.edu",
        "CANVAS, https://canvas.example.edu, https://canvas.example.edu/api/lti/x, https://canvas.example.edu/x,"
                + " https://canvas.example.edu/x",
        "MOODLE, https://m.example.edu/moodle, https://m.example.edu/moodle/mod/lti/auth.php, ,"
                + " https://m.example.edu/moodle",
        "MOODLE, https://m.example.edu, https://m.example.edu/mod/lti/auth.php,"
                + " https://m.example.edu/mod/lti/return.php?course=2, https://m.example.edu/mod/lti/return.php?course=2",
        "MOODLE, https://m.example.edu, https://m.example.edu/mod/lti/auth.php, http://evil.example/, "
                + "https://m.example.edu",
        "OTHER, https://iss.example.edu, https://lms.example.edu/auth, javascript:alert(1), https://lms.example.edu"
    })
    void eachProductHasItsOwnWay(Family family, String issuer, String authorize, String returnUrl, String again) {
        Platform platform = new Platform(
                new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID()),
                "LMS",
                family,
                issuer,
                "client",
                URI.create(authorize),
                URI.create(authorize),
                URI.create(authorize),
                true);
        assertThat(Again.at(platform, returnUrl)).isEqualTo(again);
    }

    private static String again(Page page) {
        return page.header("X-Again");
    }

    private TestLaunch student() {
        return canvas.student("ann")
                .inCourse("course-1", "Course one")
                .claim(
                        TestLaunch.LTI + "launch_presentation",
                        Map.of("return_url", "https://school.example.edu/courses/7/external_content/success"));
    }
}
