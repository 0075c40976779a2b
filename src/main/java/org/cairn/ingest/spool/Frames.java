package org.cairn.ingest.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How records lie in a file: a mark, the length, a checksum (CRC-32C, RFC 3720) over both length and record, the record.
 * The mark is what a reader looks for when it has come upon bytes that are no record.
 */
final class Frames {

    static final int HEADER = 12;

    private static final int MARK =
            ByteBuffer.wrap("CRN1".getBytes(StandardCharsets.US_ASCII)).getInt();

    private Frames() {}

    /** Where a record lies in its file, or bytes that should be one and are not. */
    record Frame(int from, int to, boolean good) {
        byte[] in(byte[] content) {
            return Arrays.copyOfRange(content, from, to);
        }
    }

    /**
     * What a file holds.
     *
     * @param torn so many bytes at the end were never finished: nobody was told that they are safe
     */
    record Parsed(List<Frame> frames, int torn) {}

    static ByteBuffer of(Collection<byte[]> records) {
        int size = records.stream().mapToInt(record -> HEADER + record.length).sum();
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] record : records) {
            all.putInt(MARK).putInt(record.length).putInt(checksum(record, 0, record.length));
            all.put(record);
        }
        return all.flip();
    }

    static Parsed parse(byte[] content) {
        List<Frame> frames = new ArrayList<>();
        int at = 0;
        while (at < content.length) {
            int end = endOfGood(content, at);
            if (end >= 0) {
                frames.add(new Frame(at + HEADER, end, true));
                at = end;
                continue;
            }
            int next = nextGood(content, at + 1);
            if (next < 0 && isTorn(content, at)) {
                return new Parsed(frames, content.length - at);
            }
            int until = next < 0 ? content.length : next;
            frames.add(new Frame(at, until, false));
            at = until;
        }
        return new Parsed(frames, 0);
    }

    private static int nextGood(byte[] content, int from) {
        for (int at = from; at + HEADER <= content.length; at++) {
            if (endOfGood(content, at) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Where the record that begins here ends; negative when none does. */
    private static int endOfGood(byte[] content, int at) {
        if (at + HEADER > content.length || number(content, at) != MARK) {
            return -1;
        }
        int length = number(content, at + 4);
        if (length < 0 || length > content.length - at - HEADER) {
            return -1;
        }
        boolean whole = number(content, at + 8) == checksum(content, at + HEADER, length);
        return whole ? at + HEADER + length : -1;
    }

    /** The end of a file that was being written when the power went: too short, or room that was never filled. */
    private static boolean isTorn(byte[] content, int at) {
        if (at + HEADER > content.length) {
            return true;
        }
        boolean empty = true;
        for (int i = at; i < content.length && empty; i++) {
            empty = content[i] == 0;
        }
        return empty || number(content, at) == MARK && number(content, at + 4) > content.length - at - HEADER;
    }

    private static int number(byte[] content, int at) {
        return ByteBuffer.wrap(content).getInt(at);
    }

    private static int checksum(byte[] content, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(4).putInt(length).flip());
        sum.update(content, from, length);
        return (int) sum.getValue();
    }
}
