package org.cairn.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this platform must still know after a restart, in one small file of its own: its private key, its
 * secrets and the tools that registered themselves. The rest it asks Cairn for.
 */
@Component
@Profile("practice")
public class PracticeState {

    private static final String KEY = "key";

    private final Path file;
    private final JsonMapper json;

    PracticeState(@Value("${cairn.home}") Path home, JsonMapper json) {
        this.file = home.resolve("practice.json").toAbsolutePath();
        this.json = json;
    }

    /** The private key as a JWK, if there was one before. */
    Optional<Map<String, Object>> key() {
        return read(KEY, new TypeReference<Map<String, Object>>() {});
    }

    void keep(Map<String, Object> key) {
        keep(KEY, key);
    }

    /** What was kept under this name. */
    public synchronized <T> Optional<T> read(String name, TypeReference<T> type) {
        return Optional.ofNullable(all().get(name)).map(value -> json.convertValue(value, type));
    }

    public synchronized void keep(String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(all());
        all.put(name, value);
        write(json.writeValueAsString(all));
    }

    /** The secret of this name, made when it is first asked for. */
    public synchronized String secret(String name) {
        return read(name, new TypeReference<String>() {}).orElseGet(() -> {
            byte[] bytes = new byte[16];
            new SecureRandom().nextBytes(bytes);
            String made = HexFormat.of().formatHex(bytes);
            keep(name, made);
            return made;
        });
    }

    private Map<String, Object> all() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return json.readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("%s is damaged; delete it to begin anew".formatted(file), e);
        }
    }

    private void write(String text) {
        try {
            Path directory = file.getParent();
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "practice", ".tmp");
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The practice platform cannot write " + file, e);
        }
    }
}
