package org.cairn.vault;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes row ids: UUID version 7 (RFC 9562 section 5.7), so that rows of one moment lie together in an index. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Returns a new id; ids made later sort later, to the millisecond. */
    public static UUID next() {
        long millis = System.currentTimeMillis();
        long high = (millis << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
