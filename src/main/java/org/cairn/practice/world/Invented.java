package org.cairn.practice.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Makes the opaque ids that Canvas would have made, always the same ones for the same thing. */
public final class Invented {

    /** Canvas prefixes ids with the shard: 10^13 per shard, and ours is shard 1. */
    private static final long SHARD = 10_000_000_000_000L;

    private Invented() {}

    /** The id as most events write it, with the shard in front. */
    public static String global(long localId) {
        return Long.toString(SHARD + localId);
    }

    /** 40 lower-case hexadecimal digits, the form of Canvas's LTI 1.1 ids. */
    public static String hex40(String kind, Object id) {
        return HexFormat.of().formatHex(digest(kind, id)).substring(0, 40);
    }

    /** 40 letters and digits, the form of Canvas's own uuids. */
    static String word40(String kind, Object id) {
        byte[] bytes = digest(kind + "-word", id);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text.replace('-', 'x').replace('_', 'Y').substring(0, 40);
    }

    /** A version 4 UUID in form, though nothing about it is random. */
    public static UUID uuid(String kind, Object id) {
        byte[] bytes = digest(kind + "-uuid", id);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (bytes[i] & 0xFF);
            low = (low << 8) | (bytes[i + 8] & 0xFF);
        }
        return new UUID(high, low);
    }

    private static byte[] digest(String kind, Object id) {
        try {
            String text = "practice " + kind + " " + id;
            byte[] wide = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(wide, 33);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
