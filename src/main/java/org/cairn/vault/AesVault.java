package org.cairn.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The vault under one AES-256 key: a version byte, a random 96-bit IV, then the ciphertext with its 128-bit tag. */
@Component
class AesVault implements Vault, Pseudonyms {

    private static final byte VERSION = 1;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final String CHECK = "vault-check";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final Map<String, byte[]> pseudonymKeys = new ConcurrentHashMap<>();

    AesVault(VaultSettings settings, JdbcVaultCheck check, TransactionTemplate transactions) {
        KeyFile file = new KeyFile(settings.home());
        Optional<byte[]> stored = check.find();
        this.key = key(settings, file, stored.isPresent());
        byte[] value = stored.orElseGet(() -> transactions.execute(status -> firstCheck(check)));
        try {
            open(CHECK, value);
        } catch (NotSealedHere e) {
            throw new WrongKey(
                    "The secrets in this database were sealed under another key-encryption key than the one in %s. Put the key they were sealed with there and start again."
                            .formatted(given(settings).isPresent() ? "CAIRN_KEY_ENCRYPTION_KEY" : file.path()));
        }
    }

    @Override
    public byte[] seal(String purpose, byte[] secret) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, purpose, iv, 0).doFinal(secret);
            return ByteBuffer.allocate(1 + IV_BYTES + encrypted.length)
                    .put(VERSION)
                    .put(iv)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
        if (sealed.length < 1 + IV_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new NotSealedHere("These bytes were not sealed by this vault.");
        }
        try {
            int start = 1 + IV_BYTES;
            return cipher(Cipher.DECRYPT_MODE, purpose, sealed, 1).doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException e) {
            throw new NotSealedHere(
                    "What was sealed for '%s' cannot be opened: altered, or sealed for another purpose or under another key."
                            .formatted(purpose));
        }
    }

    /** HMAC-SHA-256 under a key of its own, which follows from the key-encryption key. */
    @Override
    public String of(String purpose, String text) {
        byte[] own = pseudonymKeys.computeIfAbsent(purpose, wanted -> hmac(key.getEncoded(), "pseudonyms\n" + wanted));
        return HexFormat.of().formatHex(hmac(own, text));
    }

    private static byte[] hmac(byte[] under, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(under, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] iv, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv, offset, IV_BYTES));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Returns the check value that is stored afterwards: ours, or that of a node that was faster. */
    private byte[] firstCheck(JdbcVaultCheck check) {
        check.put(seal(CHECK, CHECK.getBytes(StandardCharsets.UTF_8)));
        return check.find().orElseThrow();
    }

    private static Optional<String> given(VaultSettings settings) {
        return Optional.ofNullable(settings.keyEncryptionKey()).filter(text -> !text.isBlank());
    }

    private static SecretKeySpec key(VaultSettings settings, KeyFile file, boolean databaseIsSealed) {
        Optional<String> given = given(settings);
        if (given.isPresent()) {
            return decoded(given.get(), "CAIRN_KEY_ENCRYPTION_KEY");
        }
        if (file.read().isEmpty()) {
            if (databaseIsSealed) {
                throw new WrongKey(
                        "The secrets in this database are sealed, but their key-encryption key is missing: set CAIRN_KEY_ENCRYPTION_KEY to it, or put the file %s back, and start again."
                                .formatted(file.path()));
            }
            byte[] fresh = new byte[KEY_BYTES];
            RANDOM.nextBytes(fresh);
            file.write(Base64.getEncoder().encodeToString(fresh));
        }
        return decoded(file.read().orElseThrow(), file.path().toString());
    }

    private static SecretKeySpec decoded(String base64, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new WrongKey("The key-encryption key in %s must be 32 bytes in base64 (openssl rand -base64 32)."
                    .formatted(where));
        }
        SecretKeySpec key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Says why Cairn must not start: with this key its secrets would be lost or unreadable. */
    static final class WrongKey extends IllegalStateException {
        WrongKey(String message) {
            super(message);
        }
    }
}
