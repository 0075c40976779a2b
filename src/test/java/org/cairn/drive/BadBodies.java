package org.cairn.drive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A good JSON object made bad, or large, so that nothing but that is wrong with it. */
public final class BadBodies {

    private static final int MEGABYTE = 1024 * 1024;

    private BadBodies() {}

    /** With a last field that holds so many spaces. */
    public static byte[] large(String object, int megabytes) {
        return with(object, "\"padding\":\"" + " ".repeat(megabytes * MEGABYTE) + "\"");
    }

    /** With a last field of arrays within arrays. */
    public static byte[] deep(String object) {
        return with(object, "\"padding\":" + "[".repeat(5_000) + "]".repeat(5_000));
    }

    /** With a last field whose text is cut in the middle of a letter. */
    public static byte[] noText(String object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(with(object, "\"padding\":\"#\""));
        byte[] all = bytes.toByteArray();
        for (int i = all.length - 1; i >= 0; i--) {
            if (all[i] == '#') {
                all[i] = (byte) 0xC3;
                break;
            }
        }
        return all;
    }

    private static byte[] with(String object, String field) {
        String open = object.strip();
        if (!open.endsWith("}")) {
            throw new IllegalArgumentException("no object");
        }
        return (open.substring(0, open.length() - 1) + "," + field + "}").getBytes(StandardCharsets.UTF_8);
    }
}
