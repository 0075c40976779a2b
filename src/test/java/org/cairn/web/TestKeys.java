package org.cairn.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.ToolKeys;

/** The tool's keys in the test world. */
public final class TestKeys implements ToolKeys {

    private static final Instant MADE = Instant.parse("2026-05-12T10:00:00Z");

    private final List<Key> keys = new ArrayList<>(List.of(new Key(
            "key-1", State.SIGNING, Instant.parse("2026-04-01T10:00:00Z"), MADE.minusSeconds(3_000_000), null)));

    @Override
    public List<Key> shown() {
        return keys.reversed();
    }

    @Override
    public Key rotate() {
        if (keys.size() == 1) {
            keys.add(new Key("key-2", State.NEXT, MADE, MADE.plusSeconds(86_400), null));
        }
        return keys.getLast();
    }

    @Override
    public Key rotateNow() {
        throw new AssertionError("only the operator withdraws keys at once");
    }
}
