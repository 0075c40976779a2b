package org.cairn.lti.service;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.lti.PublicUrl;

/**
 * Which addresses Cairn may call: those open to the world, those the operator allows, and its own computer only while it
 * serves that computer alone.
 */
final class AddressPolicy {

    /** What the IANA registries of special-purpose addresses keep from the open Internet. */
    private static final List<Cidr> CLOSED = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final Cidr OPEN_IPV6 = Cidr.of("2000::/3");

    private final List<Cidr> allowed;
    private final boolean loopback;

    AddressPolicy(List<String> allowed, boolean loopback) {
        this.allowed = ranges(allowed.toArray(String[]::new));
        this.loopback = loopback;
    }

    boolean allows(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback || isListed(address);
        }
        boolean open = address instanceof Inet4Address || OPEN_IPV6.contains(address);
        return (open && CLOSED.stream().noneMatch(range -> range.contains(address))) || isListed(address);
    }

    /** Plain http stays on this computer. */
    boolean allows(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && ("https".equalsIgnoreCase(url.getScheme())
                        || ("http".equalsIgnoreCase(url.getScheme()) && loopback && PublicUrl.isLoopback(url)));
    }

    private boolean isListed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::of).toList();
    }
}
