package org.cairn.ingest.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message as it lies on disk while the database is away: what the inbox's row needs, and when it came. */
public final class SpooledMessage {

    private static final byte VERSION = 1;
    private static final Logger LOG = LoggerFactory.getLogger(SpooledMessage.class);

    private SpooledMessage() {}

    static byte[] bytes(Heard heard) {
        Incoming message = heard.message();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.body().length() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(heard.at().getEpochSecond());
            out.writeInt(heard.at().getNano());
            PlatformId platform = message.feed().platform();
            write(out, platform.institution().value());
            write(out, platform.value());
            out.writeUTF(message.feed().kind().name());
            out.writeUTF(message.feed().id());
            out.writeUTF(message.key());
            out.writeUTF(message.type());
            write(out, message.unusable());
            write(out, message.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }

    /** Empty for bytes that this version of Cairn does not understand. */
    public static Optional<Heard> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? Optional.of(read(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.error(
                    "A spooled message cannot be understood ({})", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Heard read(DataInputStream in) throws IOException {
        Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
        PlatformId platform = new PlatformId(new InstitutionId(id(in)), id(in));
        FeedKind kind = FeedKind.valueOf(in.readUTF());
        Feed feed = new Feed(in.readUTF(), platform, kind, null, false);
        String key = in.readUTF();
        String type = in.readUTF();
        String unusable = text(in);
        String body = text(in);
        return new Heard(new Incoming(feed, key, type, body == null ? "" : body, unusable), at);
    }

    private static UUID id(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
