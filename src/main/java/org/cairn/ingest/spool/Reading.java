package org.cairn.ingest.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file whose records are being read. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    final Path file;
    final byte[] content;
    private final List<Frames.Frame> frames;

    /** The first frame that is not safe elsewhere. */
    int next;

    private Reading(Path file, byte[] content, List<Frames.Frame> frames) {
        this.file = file;
        this.content = content;
        this.frames = frames;
    }

    static Reading of(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Frames.Parsed parsed = Frames.parse(content);
        if (parsed.torn() > 0) {
            LOG.info("The last {} bytes of {} were never finished", parsed.torn(), file.getFileName());
        }
        return new Reading(file, content, parsed.frames());
    }

    /** Whether so many frames behind the next one there is another. */
    boolean has(int behind) {
        return next + behind < frames.size();
    }

    Frames.Frame frame(int behind) {
        return frames.get(next + behind);
    }
}
