package org.cairn.database;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many threads share one expensive sync: whoever asks while a sync is running waits for the next one, which then
 * serves all who asked until it began.
 */
final class GroupSync {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private long asked;
    private long served;
    private long syncs;
    private boolean running;

    /** Returns after a sync that began after this call; runs it itself when nobody else does. */
    void await(Runnable sync) {
        lock.lock();
        try {
            long ticket = ++asked;
            while (served < ticket) {
                if (running) {
                    finished.awaitUninterruptibly();
                } else {
                    lead(sync);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A failed sync serves nobody: its leader gets the error, and the next in line tries again. */
    private void lead(Runnable sync) {
        long upTo = asked;
        running = true;
        lock.unlock();
        boolean done = false;
        try {
            sync.run();
            done = true;
        } finally {
            lock.lock();
            running = false;
            syncs++;
            if (done) {
                served = Math.max(served, upTo);
            }
            finished.signalAll();
        }
    }

    long syncs() {
        lock.lock();
        try {
            return syncs;
        } finally {
            lock.unlock();
        }
    }
}
