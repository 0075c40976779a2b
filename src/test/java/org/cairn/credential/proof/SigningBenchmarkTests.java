package org.cairn.credential.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.Signature;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Prints how many credentials one core signs in a second, beside its bare Ed25519 signatures. */
@Tag("benchmark")
class SigningBenchmarkTests {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void credentialsSignedPerSecondAndCore() throws Exception {
        SigningKey key = PublishedVectorsTests.testKey();
        ObjectNode badge = PublishedVectorsTests.vector("teamwork-badge");
        long signed = 0;
        for (int round = 0; round < 5; round++) {
            signed = rate(i -> {
                badge.put("id", "https://example.edu/credentials/" + i);
                DataIntegrity.sign(badge, key, Instant.ofEpochSecond(1_800_000_000L + i / 500));
            });
            long canonical = rate(i -> {
                badge.put("id", "https://example.edu/credentials/" + i);
                Canonical.hash(badge);
            });
            long bare = rate(i -> {
                Signature signer = Signature.getInstance("Ed25519");
                signer.initSign(key.privateKey());
                signer.update(new byte[64]);
                signer.sign();
            });
            System.out.printf(
                    "credentials signed per second and core: %d (canonical forms %d, bare Ed25519 signatures %d)%n",
                    signed, canonical, bare);
        }
        assertThat(signed).isPositive();
    }

    private static long rate(Work work) throws Exception {
        // processor time, because the machine may be shared
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int done = 0;
        while (threads.getCurrentThreadCpuTime() - start < 2 * SECOND) {
            work.run(done++);
        }
        return done * SECOND / (threads.getCurrentThreadCpuTime() - start);
    }

    private interface Work {
        void run(int index) throws Exception;
    }
}
