package org.cairn.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages over many connections at once, and sends again what was not answered 2xx, and only that, as a platform
 * does: also while the receiver is down.
 */
public final class EventSender {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final int port;
    private final String target;
    private final int connections;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<String> lastRefusal = new AtomicReference<>("");

    public EventSender(int port, String target, int connections) {
        this.port = port;
        this.target = target;
        this.connections = connections;
    }

    /** How many were answered 2xx so far. */
    public int answered() {
        return answered.get();
    }

    /** How many answers other than 2xx there were so far. */
    public int refused() {
        return refused.get();
    }

    /** The last answer other than 2xx. */
    public String lastRefusal() {
        return lastRefusal.get();
    }

    /** Sends all of them, in about this order; returns when each was answered 2xx. */
    public void send(Collection<byte[]> messages) throws InterruptedException {
        begin(messages).await();
    }

    /** Begins to send; the answer is open until each was answered 2xx. */
    public CountDownLatch begin(Collection<byte[]> messages) {
        ConcurrentLinkedQueue<byte[]> waiting = new ConcurrentLinkedQueue<>(messages);
        CountDownLatch done = new CountDownLatch(messages.size());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().daemon().name("sender-" + i).start(() -> run(waiting, done, deadline)));
        }
        return done;
    }

    private void run(ConcurrentLinkedQueue<byte[]> waiting, CountDownLatch done, long deadline) {
        try (RawHttp http = new RawHttp(port)) {
            while (done.getCount() > 0 && System.nanoTime() < deadline) {
                byte[] message = waiting.poll();
                if (message == null) {
                    // another connection may yet have to give one back
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                } else if (isTaken(http, message)) {
                    answered.incrementAndGet();
                    done.countDown();
                } else {
                    waiting.add(message);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            }
        }
    }

    private boolean isTaken(RawHttp http, byte[] message) {
        try {
            RawHttp.Answer answer = http.post(target, message, "Content-Type: application/json");
            if (!answer.ok()) {
                refused.incrementAndGet();
                lastRefusal.set(answer.status() + " " + answer.body());
            }
            return answer.ok();
        } catch (IOException notReached) {
            return false;
        }
    }
}
