package org.cairn.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names and literal addresses to addresses that may be called; the connection goes to what was checked here, so
 * a name cannot mean something else a moment later.
 */
final class CheckedResolver implements DnsResolver {

    /** Finds the addresses of a name. */
    interface Names {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final AddressPolicy policy;
    private final Names names;

    CheckedResolver(AddressPolicy policy, Names names) {
        this.policy = policy;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.all(host);
        for (InetAddress address : addresses) {
            if (!policy.allows(address)) {
                throw new NotAllowed(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Says that a name leads to an address that must not be called. */
    static final class NotAllowed extends UnknownHostException {
        NotAllowed(String host) {
            super(host);
        }
    }
}
