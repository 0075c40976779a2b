package org.cairn.ingest.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a spool cannot use, sealed as it came, in a file of its own for somebody to look at. */
record Aside(SpoolFolder folder) {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    void add(byte[] sealed) throws IOException {
        Segment file = folder.addTo(folder.aside());
        try {
            if (file.size() < MOST_BYTES) {
                file.append(Frames.of(List.of(sealed)));
            } else {
                LOG.error("{} is full: {} bytes that the spool cannot use are not kept", file.file(), sealed.length);
            }
        } finally {
            file.close();
        }
    }

    /** Takes off the disk what this says so of; what was no record when it came stays. */
    void forget(Predicate<byte[]> which) throws IOException {
        if (!Files.exists(folder.aside())) {
            return;
        }
        byte[] content = Files.readAllBytes(folder.aside());
        List<Frames.Frame> frames = Frames.parse(content).frames();
        List<byte[]> kept = frames.stream()
                .filter(frame -> !frame.good() || !which.test(frame.in(content)))
                .map(frame -> frame.in(content))
                .toList();
        if (kept.size() < frames.size()) {
            folder.replace(folder.aside(), Frames.of(kept));
        }
    }
}
