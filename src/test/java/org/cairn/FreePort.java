package org.cairn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must know theirs before they start, or come back on the same one. They lie below those that
 * the system gives to whoever asks for any port, lest a connection made meanwhile has taken it.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 30_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one then
            }
        }
        throw new IllegalStateException("no port is free between %d and %d".formatted(FIRST, LAST));
    }
}
