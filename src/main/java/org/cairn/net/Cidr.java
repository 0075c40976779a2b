package org.cairn.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses such as {@code 10.20.0.0/16} or {@code fd00::/8}. */
final class Cidr {

    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the text is not an address, a slash and a number of bits */
    static Cidr of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? "" : text.substring(0, slash).strip();
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw wrong(text);
        }
        try {
            byte[] network = InetAddress.getByName(address).getAddress();
            int bits = Integer.parseInt(text.substring(slash + 1).strip());
            if (bits < 0 || bits > network.length * 8) {
                throw wrong(text);
            }
            return new Cidr(network, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw wrong(text);
        }
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'%s' is not a range of addresses such as 10.20.0.0/16.".formatted(text));
    }
}
