package org.cairn.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The file that keeps a key-encryption key made at first start, readable by its owner only. */
final class KeyFile {

    private final Path path;

    KeyFile(Path home) {
        this.path = home.resolve("key-encryption-key");
    }

    Path path() {
        return path;
    }

    Optional<String> read() {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The key-encryption key cannot be read from " + path, e);
        }
    }

    /** Writes the key unless another process was first; whoever was first, {@link #read} then gives one whole key. */
    void write(String key) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Path draft = path.resolveSibling("key-encryption-key." + UUID.randomUUID());
            try {
                writeDraft(draft, key);
                publish(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
            syncDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("The key-encryption key cannot be written to " + path, e);
        }
    }

    private static void writeDraft(Path draft, String key) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(draft))) {
            channel.write(ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A hard link appears whole or not at all, and never replaces the key of a process that was faster. */
    private void publish(Path draft) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            if (!Files.exists(path)) {
                Files.move(draft, path);
            }
        }
    }

    /** Without this a power cut could take the name of the file away again. */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // some systems cannot open a directory as a file; there the file system must do without
            return;
        }
    }
}
