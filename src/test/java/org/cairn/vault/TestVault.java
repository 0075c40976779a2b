package org.cairn.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A vault for tests of other rooms: hides the secret, and binds it to its purpose. */
public final class TestVault implements Vault {

    public static final Vault INSTANCE = new TestVault();

    private TestVault() {}

    @Override
    public byte[] seal(String purpose, byte[] secret) {
        byte[] mark = mark(purpose);
        byte[] sealed = Arrays.copyOf(mark, mark.length + secret.length);
        for (int i = 0; i < secret.length; i++) {
            sealed[mark.length + i] = (byte) ~secret[i];
        }
        return sealed;
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
        byte[] mark = mark(purpose);
        if (sealed.length < mark.length || !Arrays.equals(mark, Arrays.copyOf(sealed, mark.length))) {
            throw new NotSealedHere("Sealed for another purpose.");
        }
        byte[] secret = Arrays.copyOfRange(sealed, mark.length, sealed.length);
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) ~secret[i];
        }
        return secret;
    }

    private static byte[] mark(String purpose) {
        return Tokens.digest(purpose).getBytes(StandardCharsets.US_ASCII);
    }
}
