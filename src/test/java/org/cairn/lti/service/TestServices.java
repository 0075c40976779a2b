package org.cairn.lti.service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.cairn.lti.Outbound;
import tools.jackson.databind.json.JsonMapper;

/** What calls to platforms are made with, for the tests of the packages beside this one. */
public record TestServices(Outbound outbound, ServiceTokens tokens, JsonMapper json) implements AutoCloseable {

    public static TestServices at(Clock clock) {
        JsonMapper json = JsonMapper.builder().build();
        Outbound outbound = new GuardedOutbound(new AddressPolicy(List.of(), true), Duration.ofSeconds(5), 1_000_000);
        return new TestServices(outbound, new ServiceTokens(outbound, FakeToolKey.INSTANCE, json, clock), json);
    }

    @Override
    public void close() throws Exception {
        ((GuardedOutbound) outbound).close();
    }
}
