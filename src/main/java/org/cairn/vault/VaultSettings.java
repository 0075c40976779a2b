package org.cairn.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the key-encryption key comes from.
 *
 * @param keyEncryptionKey 32 bytes in base64; when empty, the key kept in {@code home}
 * @param home the directory that holds what must outlive the process
 */
@ConfigurationProperties("cairn")
record VaultSettings(
        @Nullable String keyEncryptionKey,
        @DefaultValue("cairn-data") Path home) {

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "VaultSettings[home=%s]".formatted(home);
    }
}
