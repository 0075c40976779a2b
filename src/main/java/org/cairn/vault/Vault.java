package org.cairn.vault;

/**
 * Seals secrets before they are stored and opens them again, with AES-256-GCM under the key-encryption key.
 *
 * <p>The purpose is bound to the sealed bytes: what was sealed for one purpose cannot be opened for another.
 */
public interface Vault {

    /** Returns the sealed form of {@code secret}; sealing the same secret twice gives different bytes. */
    byte[] seal(String purpose, byte[] secret);

    /**
     * Returns the secret again.
     *
     * @throws NotSealedHere when the bytes were altered, sealed for another purpose or under another key
     */
    byte[] open(String purpose, byte[] sealed) throws NotSealedHere;

    /** Says that sealed bytes cannot be opened: altered, meant for another purpose, or sealed under another key. */
    final class NotSealedHere extends Exception {
        public NotSealedHere(String message) {
            super(message);
        }
    }
}
