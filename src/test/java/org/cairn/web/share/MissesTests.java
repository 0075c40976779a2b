package org.cairn.web.share;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class MissesTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Misses misses = new Misses(clock);
    private final Guessing guessing = new Guessing(clock);

    @Test
    @Case("U68")
    void whoGuessesAddressesIsToldToStopForAMinute() throws Exception {
        for (int i = 0; i < Misses.MOST; i++) {
            assertThat(guess("192.0.2.1", 404).getStatus()).isEqualTo(404);
        }
        MockHttpServletResponse refused = guess("192.0.2.1", 404);
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
        assertThat(guess("192.0.2.2", 404).getStatus()).as("somebody else").isEqualTo(404);
        assertThat(guess("192.0.2.1", 200).getStatus()).as("a right one").isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(guess("192.0.2.1", 404).getStatus()).isEqualTo(404);
    }

    @Test
    void anIpv6NetworkCountsAsOne() {
        boolean many = false;
        for (int i = 0; i <= Misses.MOST; i++) {
            many = misses.isTooMany("2001:db8:1:2::" + Integer.toHexString(i));
        }
        assertThat(many).isTrue();
        assertThat(misses.isTooMany("2001:db8:1:3::1")).isFalse();
    }

    @Test
    void aMillionNetworksTakeBoundedMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            misses.isTooMany((i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255) + ".1");
        }
        assertThat(misses.size()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void otherPagesAreNotCounted() throws Exception {
        for (int i = 0; i < 200; i++) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            guessing.doFilter(new MockHttpServletRequest("GET", "/badges/x"), response, answering(404));
            assertThat(response.getStatus()).isEqualTo(404);
        }
    }

    private MockHttpServletResponse guess(String address, int status) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/credentials/abc");
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        guessing.doFilter(request, response, answering(status));
        return response;
    }

    private static FilterChain answering(int status) {
        return (request, response) -> {
            if (status == 404) {
                ((HttpServletResponse) response).sendError(404);
            } else {
                ((HttpServletResponse) response).setStatus(status);
            }
        };
    }
}
