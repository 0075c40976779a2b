package org.cairn.lti.launch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts how many logins and launches one client may still begin. A campus behind one address is no attack: what ends in
 * a launch that is let in is given back, so only logins that lead nowhere use anything up.
 */
class Crowd {

    private static final int BURST_SECONDS = 10;
    private static final int MOST = 20_000;

    private final int perSecond;
    private final LongSupplier nanos;
    private final Map<String, Bucket> clients = new ConcurrentHashMap<>();

    /** @param perSecond how many a client may begin for ever, and ten times as many at once; 0 for any number */
    Crowd(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    boolean mayBegin(String address) {
        return perSecond <= 0 || bucket(address).take();
    }

    /** Says that a launch of this client was let in: its login and its launch are given back. */
    void ended(String address) {
        Bucket bucket = clients.get(client(address));
        if (bucket != null) {
            bucket.giveBack(2);
        }
    }

    int size() {
        return clients.size();
    }

    private Bucket bucket(String address) {
        if (clients.size() >= MOST) {
            clients.values().removeIf(Bucket::isFull);
        }
        // when even that does not help, strangers share one
        String client = client(address);
        String key = clients.size() < MOST || clients.containsKey(client) ? client : "";
        return clients.computeIfAbsent(key, added -> new Bucket());
    }

    /** Whoever has one address of IPv6 has a whole network of them (RFC 6177). */
    private static String client(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        boolean whole = groups.length == 8;
        return whole ? String.join(":", groups[0], groups[1], groups[2], groups[3]) : address;
    }

    private final class Bucket {

        private final double most = (double) perSecond * BURST_SECONDS;
        private double left = most;
        private long at = nanos.getAsLong();

        synchronized boolean take() {
            fill();
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        synchronized void giveBack(int count) {
            left = Math.min(most, left + count);
        }

        synchronized boolean isFull() {
            fill();
            return left >= most;
        }

        private void fill() {
            long now = nanos.getAsLong();
            left = Math.min(most, left + (now - at) * (perSecond / 1e9));
            at = now;
        }
    }
}
