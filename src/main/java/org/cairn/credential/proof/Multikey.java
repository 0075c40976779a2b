package org.cairn.credential.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ed25519 public keys as text: {@code z6Mk…}.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#Multikey">Controlled Identifiers, Multikey</a>
 */
public final class Multikey {

    private static final byte[] PREFIX = {(byte) 0xed, 0x01};
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int LENGTH = 32;

    private Multikey() {}

    public static String of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] bytes = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
        System.arraycopy(encoded, encoded.length - LENGTH, bytes, PREFIX.length, LENGTH);
        return Multibase.encode(bytes);
    }

    /**
     * Reads the public key that a Multikey holds.
     *
     * @throws IllegalArgumentException for text that is not an Ed25519 Multikey
     */
    public static PublicKey read(String text) {
        byte[] bytes = Multibase.decode(text);
        if (bytes.length != PREFIX.length + LENGTH || bytes[0] != PREFIX[0] || bytes[1] != PREFIX[1]) {
            throw new IllegalArgumentException("not an Ed25519 Multikey");
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + LENGTH);
        System.arraycopy(bytes, PREFIX.length, encoded, X509_PREFIX.length, LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }
}
