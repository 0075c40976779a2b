package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LaunchLogTests extends LaunchWorld {

    @Test
    void nothingSecretAndNothingPersonalIsLogged(CapturedOutput output) {
        TestLaunch launch = canvas.student("sub-of-zacharias")
                .named("Zacharias Quince", "zacharias@example.edu")
                .inCourse("context-of-zacharias", "Course one");
        List<String> secrets = new ArrayList<>(List.of(
                "zacharias", "Zacharias", "Quince", "hint-for", "message-hint", "evil.example", "select", "<script>"));
        Login login = browser.login(launch);
        String token = launch.sign(login.nonce(), publicUrl.of(""));
        secrets.addAll(browser.cookies().values());
        Page page = browser.follow(browser.postLaunch(login.state(), token));
        assertThat(page.status()).isEqualTo(200);
        secrets.addAll(browser.cookies().values());
        secrets.addAll(
                List.of(login.state(), login.nonce(), token.substring(0, 30), token.substring(token.length() - 30)));

        browser.postLaunch(login.state(), token);
        newBrowser().postLaunch(login.state(), token);
        browser.postLaunch("<script>" + login.state(), token);
        browser.answer(browser.login(launch), launch.claim("aud", "select 1\n2026 ERROR forged line"));
        browser.login(launch.login("target_link_uri", "https://evil.example/\n"));
        browser.post("/lti/launch", Map.of("state", login.state(), "error", "x", "error_description", "Zacharias"));
        browser.get("/student?launch=" + page.launch() + "x");

        assertThat(output.getAll()).contains("refused launch.token with 401", "refused launch.browser with 401");
        assertThat(output.getAll()).doesNotContain("Exception", "\tat ", "forged line");
        for (String secret : secrets) {
            assertThat(output.getAll()).doesNotContain(secret);
        }
    }

    @Test
    void refusalIsOneLine(CapturedOutput output) {
        int before = output.getAll().length();
        newBrowser().postLaunch("no state of ours", "no token");
        assertThat(output.getAll().substring(before).lines().filter(line -> !line.isBlank()))
                .singleElement()
                .asString()
                .contains("refused launch.state with 401: the state is not ours");
    }
}
