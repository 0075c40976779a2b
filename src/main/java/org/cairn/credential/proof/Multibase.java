package org.cairn.credential.proof;

import java.math.BigInteger;

/**
 * Bytes as text: {@code z} and base58 in Bitcoin's alphabet.
 *
 * @see <a href="https://www.w3.org/TR/cid-1.0/#multibase-0">Controlled Identifiers, Multibase</a>
 */
final class Multibase {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private Multibase() {}

    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(ALPHABET.charAt(0));
        }
        return "z" + reversed.reverse();
    }

    /** @throws IllegalArgumentException for text that is not {@code z} and base58 */
    static byte[] decode(String text) {
        if (!text.startsWith("z")) {
            throw new IllegalArgumentException("only base58 multibase is understood");
        }
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 1; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("a character is not base58");
            }
            if (digit == 0 && number.signum() == 0) {
                zeros++;
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
        int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
        return bytes;
    }
}
