package org.cairn.credential.proof;

import java.security.PrivateKey;

/**
 * A private key and the address at which anyone finds its public part.
 *
 * @param verificationMethod such as {@code did:web:badges.example.edu#z6Mk…}
 */
public record SigningKey(String verificationMethod, PrivateKey privateKey) {

    /** Names the key, never its private part. */
    @Override
    public String toString() {
        return "SigningKey[" + verificationMethod + "]";
    }
}
