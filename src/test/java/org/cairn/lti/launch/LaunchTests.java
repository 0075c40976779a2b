package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.junit.jupiter.api.Test;

class LaunchTests extends LaunchWorld {

    @Test
    void loginAsksThePlatformWhoThisIs() {
        Login login = browser.login(canvas.student("ann"));
        assertThat(login.page().status()).isEqualTo(302);
        assertThat(login.authorizationUrl().toString()).startsWith(canvas.origin() + "/authorize?");
        assertThat(login.parameters())
                .containsEntry("scope", "openid")
                .containsEntry("response_type", "id_token")
                .containsEntry("response_mode", "form_post")
                .containsEntry("prompt", "none")
                .containsEntry("client_id", canvas.clientId())
                .containsEntry("redirect_uri", publicUrl.of("/lti/launch"))
                .containsEntry("login_hint", "hint-for-ann")
                .containsEntry("lti_message_hint", "message-hint");
        assertThat(login.nonce()).hasSize(43);
    }

    @Test
    void studentLandsOnTheStudentPage() {
        TestLaunch launch = canvas.student("ann").inCourse("course-1", "Course one");
        Page answer = browser.answer(browser.login(launch), launch);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith("/student?launch=");
        Page page = browser.follow(answer);
        assertThat(page.status()).isNotIn(401, 403);
        assertThat(page.header("Content-Security-Policy"))
                .contains("frame-ancestors " + canvas.origin())
                .doesNotContain("'none'; frame-ancestors 'none'");
    }
}
