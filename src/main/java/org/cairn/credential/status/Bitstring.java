package org.cairn.credential.status;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One bit for each credential, the first being the left-most of the first byte.
 *
 * @see <a href="https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding">Bitstring Status List</a>
 */
final class Bitstring {

    /** The least size that keeps one learner hidden among others. */
    static final int SIZE = 131_072;

    private Bitstring() {}

    /** Returns the bits with these set, compressed, as multibase base64url. */
    static String encode(Collection<Integer> set) {
        byte[] bits = new byte[SIZE / 8];
        for (int index : set) {
            bits[index >>> 3] |= (byte) (0x80 >>> (index & 7));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException for a list that cannot be read or has no such entry */
    static boolean isSet(String encoded, int index) {
        if (!encoded.startsWith("u") || index < 0) {
            throw new IllegalArgumentException("not a status list entry");
        }
        byte[] compressed = Base64.getUrlDecoder().decode(encoded.substring(1));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] bits = gzip.readNBytes(SIZE / 8);
            if (index >= bits.length * 8) {
                throw new IllegalArgumentException("the status list has no entry " + index);
            }
            return (bits[index >>> 3] & (0x80 >>> (index & 7))) != 0;
        } catch (IOException e) {
            throw new IllegalArgumentException("the status list cannot be read", e);
        }
    }
}
