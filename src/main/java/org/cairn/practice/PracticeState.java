package org.cairn.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What this platform must still know after a restart, in one small file of its own: it has no database. */
@Component
@Profile("practice")
class PracticeState {

    private final Path file;
    private final JsonMapper json;
    private Saved saved;

    PracticeState(@Value("${cairn.home}") Path home, JsonMapper json) {
        this.file = home.resolve("practice.json");
        this.json = json;
        this.saved = read();
    }

    /**
     * The file's content.
     *
     * @param key our private key as a JWK
     * @param issuer under which we were registered
     * @param platform the id that Cairn gave us then
     * @param feed where our events go
     * @param ready true once everything was set up
     */
    record Saved(
            @Nullable String key,
            @Nullable String issuer,
            @Nullable String platform,
            @Nullable String feed,
            boolean ready) {

        static final Saved NOTHING = new Saved(null, null, null, null, false);

        Saved withKey(String newKey) {
            return new Saved(newKey, issuer, platform, feed, ready);
        }

        Saved registered(String newIssuer, String newPlatform, String newFeed) {
            return new Saved(key, newIssuer, newPlatform, newFeed, false);
        }

        Saved whenReady() {
            return new Saved(key, issuer, platform, feed, true);
        }
    }

    synchronized Saved get() {
        return saved;
    }

    synchronized void save(Saved next) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, "practice", ".tmp");
            Files.writeString(temporary, json.writeValueAsString(next));
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            saved = next;
        } catch (IOException e) {
            throw new UncheckedIOException("The practice platform cannot write " + file, e);
        }
    }

    private Saved read() {
        if (!Files.exists(file)) {
            return Saved.NOTHING;
        }
        try {
            return json.readValue(Files.readString(file), Saved.class);
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("%s is damaged; delete it to begin anew".formatted(file), e);
        }
    }
}
