package org.cairn.web.share;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts misses per network and minute, for a bounded number of networks. */
final class Misses {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST = 60;

    private static final int MOST_NETWORKS = 10_000;

    private record Count(int misses, Instant until) {}

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    Misses(Clock clock) {
        this.clock = clock;
    }

    /** Counts one more miss, and says whether there are too many by now. */
    boolean isTooMany(String address) {
        Instant now = clock.instant();
        if (counts.size() >= MOST_NETWORKS) {
            counts.values().removeIf(count -> !now.isBefore(count.until()));
        }
        if (counts.size() >= MOST_NETWORKS) {
            counts.clear();
        }
        Count count = counts.merge(
                network(address),
                new Count(1, now.plus(WINDOW)),
                (old, fresh) -> now.isBefore(old.until()) ? new Count(old.misses() + 1, old.until()) : fresh);
        return count.misses() > MOST;
    }

    int size() {
        return counts.size();
    }

    /** Somebody with IPv6 has 2^64 addresses of their own. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? Arrays.toString(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
