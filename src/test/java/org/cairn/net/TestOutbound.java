package org.cairn.net;

import java.time.Duration;
import java.util.List;

/** A guarded client that may call this computer, without starting the application; tests of other rooms use it too. */
public final class TestOutbound implements Outbound, AutoCloseable {

    private final GuardedOutbound guarded;

    public TestOutbound() {
        this(Duration.ofSeconds(5), 1_000_000);
    }

    public TestOutbound(Duration deadline, int mostBytes) {
        this.guarded = new GuardedOutbound(new AddressPolicy(List.of(), true), deadline, mostBytes);
    }

    @Override
    public Answer call(Call call) throws Failed {
        return guarded.call(call);
    }

    @Override
    public void close() throws java.io.IOException {
        guarded.close();
    }
}
