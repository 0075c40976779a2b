package org.cairn.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.cairn.drive.RawHttp;

/** Asks each node five times a second whether it is ready, as a load balancer does, and sends nobody to one that is not. */
final class Balancer implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final List<Integer> ports;
    private final AtomicIntegerArray ready;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Thread> askers;
    private volatile boolean closed;

    Balancer(List<Integer> ports) {
        this.ports = ports;
        this.ready = new AtomicIntegerArray(ports.size());
        for (int node = 0; node < ports.size(); node++) {
            ready.set(node, 1);
        }
        this.askers = java.util.stream.IntStream.range(0, ports.size())
                .mapToObj(node ->
                        Thread.ofPlatform().daemon().name("balancer-" + node).start(() -> ask(node)))
                .toList();
    }

    List<Integer> ports() {
        return ports;
    }

    boolean isReady(int node) {
        return ready.get(node) == 1;
    }

    /** The nodes take turns, so that a login begun at one is ended at the other. */
    int next() {
        int first = Math.floorMod(turn.getAndIncrement(), ports.size());
        for (int i = 0; i < ports.size(); i++) {
            int node = (first + i) % ports.size();
            if (isReady(node)) {
                return node;
            }
        }
        return first;
    }

    private void ask(int node) {
        while (!closed) {
            try (RawHttp http = new RawHttp(ports.get(node))) {
                ready.set(node, http.get("/actuator/health/readiness").ok() ? 1 : 0);
            } catch (IOException down) {
                ready.set(node, 0);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        askers.forEach(LockSupport::unpark);
    }
}
