package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.inbox.KeptMessages;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Up to when lists are said to be complete. */
class ConsistencyTests {

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final Visit visit = new Visit(null, "", new MockHttpServletRequest(), response);

    private static Consistency when(String now, String completeUntil) {
        return when(now, completeUntil, Duration.ZERO);
    }

    private static Consistency when(String now, String completeUntil, Duration lagOfOthers) {
        KeptMessages messages = (KeptMessages) Proxy.newProxyInstance(
                KeptMessages.class.getClassLoader(),
                new Class<?>[] {KeptMessages.class},
                (self, method, arguments) ->
                        method.getName().equals("lagOfOthers") ? lagOfOthers : Instant.parse(completeUntil));
        return new Consistency(messages, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private String header() {
        return String.valueOf(response.getHeader("X-Experience-API-Consistent-Through"));
    }

    @Test
    void aMillisecondThatIsNotOverIsNotNamed() throws Exception {
        Instant through = when("2026-03-02T10:20:00.123456Z", "2026-03-02T10:20:00.123456Z")
                .sayNow(visit);

        assertThat(header()).isEqualTo("2026-03-02T10:20:00.122Z");
        assertThat(through).isEqualTo(Instant.parse("2026-03-02T10:20:00.122999Z"));
        assertThat(Query.of(Map.of("since", header())).since())
                .as("whoever goes on from there gets the rest and nothing twice")
                .isBetween(through, through.plusNanos(999));
    }

    @Test
    void whatWaitsToBeStoredHoldsItBack() {
        when("2026-03-02T10:20:00.5Z", "2026-03-02T10:19:58Z").sayNow(visit);

        assertThat(header()).isEqualTo("2026-03-02T10:19:57.999Z");
    }

    @Test
    void whatAnotherNodeMayHaveTakenInIsNotPromised() {
        Consistency consistency = when("2026-03-02T10:20:00.5Z", "2026-03-02T10:20:00.5Z", Duration.ofSeconds(4));

        Instant through = consistency.sayNow(visit);

        assertThat(header()).isEqualTo("2026-03-02T10:19:56.499Z");
        assertThat(through).as("what is there is given out").isEqualTo(Instant.parse("2026-03-02T10:20:00.499999Z"));
        response.reset();
        consistency.say(visit);
        assertThat(header()).isEqualTo("2026-03-02T10:19:56.499Z");
    }

    @Test
    void whoeverSendsIsToldWhatWasSoAMomentAgo() {
        when("2026-03-02T10:20:00.5Z", "2026-03-02T10:20:00.5Z").say(visit);

        assertThat(header()).isEqualTo("2026-03-02T10:20:00.499Z");
    }
}
