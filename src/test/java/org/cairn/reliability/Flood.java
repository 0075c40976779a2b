package org.cairn.reliability;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.cairn.drive.RawHttp;

/**
 * Many connections that send to several nodes at once, as a platform behind a load balancer does: what was not answered
 * 2xx is sent again, and a node that does not answer is left alone for a second while the other is asked.
 */
final class Flood {

    private static final long PAUSE_AFTER_REFUSAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NODE_LEFT_ALONE = TimeUnit.SECONDS.toNanos(1);

    /** What is sent where. */
    record Letter(String target, byte[] body, String... headers) {}

    private final List<Integer> ports;
    private final IntPredicate ready;
    /** When a node that did not answer may be tried again, by one connection; 0 for a node that answers. */
    private final AtomicLongArray leftAloneUntil;

    private final ConcurrentLinkedQueue<Letter> waiting;
    private final CountDownLatch done;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unreached = new AtomicInteger();
    private final Map<Integer, Integer> refusals = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile String lastRefusal = "none";
    private volatile long slowestNanos;
    private final double perSecond;
    private final long begin = System.nanoTime();
    private final AtomicInteger begun = new AtomicInteger();

    /** @param perSecond how many are begun each second at most; 0 for as many as go through */
    Flood(List<Integer> ports, Collection<Letter> letters, int connections, double perSecond) {
        this(ports, letters, connections, perSecond, node -> true);
    }

    /** @param ready which nodes a balancer would choose from */
    Flood(List<Integer> ports, Collection<Letter> letters, int connections, double perSecond, IntPredicate ready) {
        this.ports = ports;
        this.ready = ready;
        this.leftAloneUntil = new AtomicLongArray(ports.size());
        this.waiting = new ConcurrentLinkedQueue<>(letters);
        this.done = new CountDownLatch(letters.size());
        this.perSecond = perSecond;
        for (int i = 0; i < connections; i++) {
            int preferred = i % ports.size();
            Thread.ofPlatform().daemon().name("flood-" + i).start(() -> run(preferred));
        }
    }

    int answered() {
        return answered.get();
    }

    /** How many tries ended without any answer: the node was down, or died with the request in its hands. */
    int unreached() {
        return unreached.get();
    }

    /** How many answers other than 2xx there were, by status. */
    Map<Integer, Integer> refusals() {
        lock.lock();
        try {
            return new TreeMap<>(refusals);
        } finally {
            lock.unlock();
        }
    }

    int refused() {
        return refusals().values().stream().mapToInt(Integer::intValue).sum();
    }

    String lastRefusal() {
        return lastRefusal;
    }

    double slowestSeconds() {
        return slowestNanos / 1e9;
    }

    boolean await(long seconds) throws InterruptedException {
        return done.await(seconds, TimeUnit.SECONDS);
    }

    long open() {
        return done.getCount();
    }

    private void run(int preferred) {
        RawHttp[] nodes = ports.stream().map(RawHttp::new).toArray(RawHttp[]::new);
        while (done.getCount() > 0) {
            Letter letter = waiting.poll();
            if (letter == null) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                continue;
            }
            pace();
            if (isTaken(nodes, preferred, letter)) {
                answered.incrementAndGet();
                done.countDown();
            } else {
                waiting.add(letter);
            }
        }
        for (RawHttp node : nodes) {
            node.close();
        }
    }

    private void pace() {
        if (perSecond > 0) {
            long due = begin + (long) (begun.getAndIncrement() / perSecond * 1e9);
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
        }
    }

    private boolean isTaken(RawHttp[] nodes, int preferred, Letter letter) {
        int node = preferred;
        for (int i = 0; i < nodes.length && (!ready.test(node) || isLeftAlone(node)); i++) {
            // a connection that rests there will be closed by the node that leaves
            nodes[node].close();
            node = (node + 1) % nodes.length;
        }
        long sent = System.nanoTime();
        try {
            RawHttp.Answer answer = nodes[node].post(letter.target(), letter.body(), letter.headers());
            leftAloneUntil.set(node, 0);
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - sent);
            if (!answer.ok()) {
                note(answer);
                LockSupport.parkNanos(PAUSE_AFTER_REFUSAL);
            }
            return answer.ok();
        } catch (IOException notReached) {
            unreached.incrementAndGet();
            if (isDown(notReached)) {
                leftAloneUntil.set(node, System.nanoTime() + NODE_LEFT_ALONE);
            }
            if (nodes.length == 1 || !ready.test(node)) {
                LockSupport.parkNanos(PAUSE_AFTER_REFUSAL);
            }
            return false;
        }
    }

    /** A connection that broke says nothing of its node: the next one tells. */
    private static boolean isDown(IOException notReached) {
        return notReached instanceof ConnectException || notReached instanceof SocketTimeoutException;
    }

    /** Each second one connection tries a node that did not answer, as a load balancer's health check does. */
    private boolean isLeftAlone(int node) {
        long until = leftAloneUntil.get(node);
        long now = System.nanoTime();
        return until != 0 && (now < until || !leftAloneUntil.compareAndSet(node, until, now + NODE_LEFT_ALONE));
    }

    private void note(RawHttp.Answer answer) {
        lock.lock();
        try {
            refusals.merge(answer.status(), 1, Integer::sum);
            lastRefusal = answer.status() + " " + answer.body();
        } finally {
            lock.unlock();
        }
    }
}
