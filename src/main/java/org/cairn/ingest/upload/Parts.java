package org.cairn.ingest.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.cairn.vault.Vault;
import org.cairn.vault.Vault.NotSealedHere;
import org.springframework.stereotype.Component;

/** Packs and seals some events, each on its line; and opens them again. */
@Component
class Parts {

    private final Vault vault;

    Parts(Vault vault) {
        this.vault = vault;
    }

    byte[] seal(String upload, int number, List<String> events) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(String.join("\n", events).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vault.seal(purpose(upload, number), packed.toByteArray());
    }

    /** @throws NotSealedHere when the key under which it was sealed is not there any more */
    List<String> open(String upload, int number, byte[] sealed) throws NotSealedHere {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(vault.open(purpose(upload, number), sealed)))) {
            // JSON as we write it has no line break of its own
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String purpose(String upload, int number) {
        return "upload:" + upload + ":" + number;
    }
}
