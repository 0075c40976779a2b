package org.cairn.lti.service;

import java.time.Clock;
import java.util.List;
import org.cairn.net.Outbound;
import org.cairn.net.TestOutbound;
import org.cairn.platform.Platforms;
import tools.jackson.databind.json.JsonMapper;

/** Calls to services without starting the application; tests of other packages use it too. */
public final class TestCalls {

    private TestCalls() {}

    /** A guarded client that may call this computer; it lives as long as the test run. */
    public static Outbound outbound() {
        return new TestOutbound();
    }

    /** Calls through a guarded client that may call this computer; it lives as long as the test run. */
    public static ServiceCalls on(Platforms platforms, Clock clock) {
        return through(outbound(), platforms, clock);
    }

    /** Calls through this client, with a key of the tests. */
    public static ServiceCalls through(Outbound outbound, Platforms platforms, Clock clock) {
        ServiceTokens tokens = new ServiceTokens(
                outbound, FakeToolKey.INSTANCE, platforms, JsonMapper.builder().build(), clock);
        return new OrderlyCalls(outbound, tokens, new Vouching(List.of(), (platform, beginning) -> false), clock);
    }

    /** The keys with which a platform checks what these calls are signed with. */
    public static String publishedKeys() {
        return FakeToolKey.INSTANCE.published().toString(true);
    }
}
