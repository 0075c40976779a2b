package org.cairn.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The file that is being written. */
final class Segment {

    private final Path file;
    private final FileChannel channel;
    private long size;

    Segment(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    Path file() {
        return file;
    }

    long size() {
        return size;
    }

    /** Appends, and returns when it is on the disk; after a failure the segment is as it was, or must not be used on. */
    void append(ByteBuffer frames) throws IOException {
        try {
            long end = size + frames.remaining();
            while (frames.hasRemaining()) {
                channel.write(frames, end - frames.remaining());
            }
            channel.force(false);
            size = end;
        } catch (IOException e) {
            takeBack();
            throw e;
        }
    }

    private void takeBack() {
        try {
            channel.truncate(size);
        } catch (IOException stillThere) {
            // an unfinished end is known for what it is when the file is read
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException synced) {
            // all that was promised has been synced
        }
    }
}
