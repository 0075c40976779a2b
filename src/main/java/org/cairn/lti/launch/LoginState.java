package org.cairn.lti.launch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;

/**
 * What we remember between a login and its launch. It travels sealed in the OpenID Connect {@code state}, so that no
 * node has to store it and nobody can fill our memory with logins that are never completed.
 *
 * @param platform whose login this is
 * @param nonce the nonce that the id_token must bring back
 * @param binding digest of the secret that the browser holds for us
 * @param storageTarget name of the platform's frame that may hold the secret as well; empty where none was offered
 * @param deployment the deployment that the login named; empty where it named none
 */
record LoginState(
        PlatformId platform, String nonce, String binding, String storageTarget, String deployment, Instant expiresAt) {

    private static final int VERSION = 1;

    boolean storageOffered() {
        return !storageTarget.isEmpty();
    }

    Instant begunAt() {
        return expiresAt.minus(LoginStates.LIFETIME);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, platform.institution().value());
            write(out, platform.value());
            out.writeUTF(nonce);
            out.writeUTF(binding);
            out.writeUTF(storageTarget);
            out.writeUTF(deployment);
            out.writeLong(expiresAt.getEpochSecond());
        } catch (IOException e) {
            throw new UncheckedIOException("memory is always writable", e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes} wrote; empty for bytes that another version of ours sealed. */
    static Optional<LoginState> of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            return Optional.of(new LoginState(
                    new PlatformId(new InstitutionId(readUuid(in)), readUuid(in)),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Instant.ofEpochSecond(in.readLong())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID readUuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
