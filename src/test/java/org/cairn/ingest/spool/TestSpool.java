package org.cairn.ingest.spool;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.vault.Vault;

/** Spools for tests: with little room, or on a disk that is said to be full. */
public final class TestSpool {

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the disk has left; may be changed at any time. */
    public final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    private final Path home;
    private final Vault vault;

    public TestSpool(Path home) {
        this(home, new Sealing());
    }

    TestSpool(Path home, Vault vault) {
        this.home = home;
        this.vault = vault;
    }

    public Spool of(long bytes) {
        return of(bytes, Clock.systemUTC());
    }

    public Spool of(long bytes, Clock clock) {
        return new Spool(home, bytes, vault, clock, folder -> free.get());
    }

    /** Keeps nothing. */
    public static Spool off() {
        return new TestSpool(Path.of("target", "no-spool")).of(0);
    }

    /** The vault without its database. */
    private static final class Sealing implements Vault {
        @Override
        public byte[] seal(String purpose, byte[] secret) {
            byte[] iv = new byte[12];
            RANDOM.nextBytes(iv);
            byte[] encrypted = run(Cipher.ENCRYPT_MODE, iv, secret);
            byte[] all = Arrays.copyOf(iv, iv.length + encrypted.length);
            System.arraycopy(encrypted, 0, all, iv.length, encrypted.length);
            return all;
        }

        @Override
        public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
            if (sealed.length < 28) {
                throw new NotSealedHere("too short");
            }
            try {
                return run(
                        Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, 12), Arrays.copyOfRange(sealed, 12, sealed.length));
            } catch (IllegalStateException e) {
                throw new NotSealedHere("altered");
            }
        }

        private static byte[] run(int mode, byte[] iv, byte[] text) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, KEY, new GCMParameterSpec(128, iv));
                return cipher.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
