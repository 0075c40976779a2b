package org.cairn.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** Where clouds keep their machines' secrets: never called, whatever range is allowed. */
    private static final List<Cidr> NEVER =
            ranges("169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "fd00:ec2::254/128");

    private static final Set<String> NEVER_NAMED = Set.of("metadata.google.internal", "metadata.goog");

    /** Services that speak no HTTP, or speak it to administrators only. */
    private static final Set<Integer> CLOSED_PORTS = Set.of(
            1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 6000, 6379, 6443,
            8500, 9042, 9092, 9200, 9300, 10250, 11211, 27017);

    /** A number in any notation that is not four plain decimals: what one reader takes for an address another may not. */
    private static final Pattern ODD_NUMBER =
            Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLAIN_ADDRESS = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final Cidr OPEN_IPV6 = Cidr.of("2000::/3");

    private final List<Cidr> allowed;
    private final boolean loopback;

    AddressPolicy(List<String> allowed, boolean loopback) {
        this.allowed = ranges(allowed.toArray(String[]::new));
        this.loopback = loopback;
    }

    boolean allows(InetAddress address) {
        if (NEVER.stream().anyMatch(range -> range.contains(address))) {
            return false;
        }
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
                && isPort(url.getPort())
                && isName(url.getHost())
                && ("https".equalsIgnoreCase(url.getScheme())
                        || ("http".equalsIgnoreCase(url.getScheme()) && loopback && PublicUrl.isLoopback(url)));
    }

    /** Learning platforms stand where web servers stand. */
    private static boolean isPort(int port) {
        return port < 0 || port == 80 || port == 443 || (port >= 1024 && !CLOSED_PORTS.contains(port));
    }

    private static boolean isName(String host) {
        boolean odd = ODD_NUMBER.matcher(host).matches()
                && !PLAIN_ADDRESS.matcher(host).matches();
        return !odd && !NEVER_NAMED.contains(host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    }

    private boolean isListed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::of).toList();
    }
}
