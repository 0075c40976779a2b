package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How many logins one client may begin. */
class CrowdTests {

    private final AtomicLong nanos = new AtomicLong();
    private final Crowd crowd = new Crowd(300, nanos::get);

    @Test
    @Case("L14")
    void thousandAbandonedLoginsASecondAreTooMany() {
        long begun = 0;
        for (int i = 0; i < 20_000; i++) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            begun += crowd.mayBegin("203.0.113.7") ? 1 : 0;
        }
        assertThat(begun).isBetween(8_990L, 9_010L); // the burst of 3,000, and 300 in each of 20 seconds
        assertThat(crowd.mayBegin("203.0.113.8")).as("others are not disturbed").isTrue();
    }

    @Test
    void loginsThatEndInLaunchesAreNeverTooMany() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(crowd.mayBegin("127.0.0.1")).isTrue();
            assertThat(crowd.mayBegin("127.0.0.1")).isTrue();
            crowd.ended("127.0.0.1");
        }
    }

    @Test
    @Case("L14")
    void memoryIsBounded() {
        IntStream.range(0, 100_000)
                .forEach(i -> crowd.mayBegin("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255)));
        assertThat(crowd.size()).isLessThanOrEqualTo(20_001);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        crowd.mayBegin("203.0.113.7");
        assertThat(crowd.size()).as("whoever begins nothing is forgotten").isLessThan(10);
    }

    @Test
    void wholeNetworkOfVersionSixIsOneClient() {
        for (int i = 0; i < 5_000; i++) {
            crowd.mayBegin("2001:db8:1:2:0:0:0:" + Integer.toHexString(i));
        }
        assertThat(crowd.size()).isEqualTo(1);
        assertThat(crowd.mayBegin("2001:db8:1:2:9:9:9:9")).isFalse();
        assertThat(crowd.mayBegin("2001:db8:1:3:0:0:0:1")).isTrue();
    }

    @Test
    void zeroMeansAnyNumber() {
        Crowd open = new Crowd(0, nanos::get);
        assertThat(IntStream.range(0, 10_000).allMatch(i -> open.mayBegin("x"))).isTrue();
        assertThat(open.size()).isZero();
    }

    @Test
    @Case("L14")
    void whoIsTooManyIsToldWhenToComeAgain() throws Exception {
        CrowdFilter filter = new CrowdFilter(new Crowd(1, nanos::get), new Refusals());
        MockHttpServletResponse last = new MockHttpServletResponse();
        for (int i = 0; i < 11; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/lti/login");
            request.setServletPath("/lti/login");
            last = new MockHttpServletResponse();
            filter.doFilter(request, last, new MockFilterChain());
        }
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getHeader("Retry-After")).isEqualTo("10");
    }
}
