package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cairn.Case;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms whose clock differs from ours, and clocks that jump. */
@Case("F21")
class ClockTests extends LaunchWorld {

    @ParameterizedTest
    @ValueSource(ints = {-120, -119, -60, 0, 60, 120})
    void twoMinutesAreTolerated(int seconds) {
        assertThat(answerTo(issuedAt(seconds, 60)).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, -121, 121, 600})
    void moreIsRefusedWithAHint(int seconds) {
        assertRefused(answerTo(issuedAt(seconds, 60)), Refusal.CLOCK);
        assertRefused(answerTo(issuedAt(seconds, 3600)), Refusal.CLOCK);
    }

    @Test
    void tokenThatCameTooLateIsNoMatterOfClocks() {
        TestLaunch launch = canvas.student("ann");
        var login = browser.login(launch);
        String token = launch.sign(login.nonce(), publicUrl.of(""));
        clock.advance(Duration.ofSeconds(181));
        assertRefused(browser.postLaunch(login.state(), token), Refusal.TOKEN);
    }

    @Test
    void jumpOfOurClockEndsNoSession() {
        Page page = browser.launch(canvas.student("ann"));
        String key = "/student?launch=" + page.launch();
        clock.set(NOW.plus(Duration.ofHours(1)));
        assertThat(browser.get(key).status()).isEqualTo(200);
        clock.set(NOW.minus(Duration.ofHours(1)));
        assertThat(browser.get(key).status()).isEqualTo(200);
        assertRefused403Free(answerTo(canvas.student("bob")));
    }

    private static void assertRefused403Free(Page answer) {
        assertThat(answer.status()).as("both clocks jumped").isEqualTo(303);
    }

    private TestLaunch issuedAt(int seconds, int lifetime) {
        long issued = NOW.getEpochSecond() + seconds;
        return canvas.student("ann").claim("iat", issued).claim("exp", issued + lifetime);
    }
}
