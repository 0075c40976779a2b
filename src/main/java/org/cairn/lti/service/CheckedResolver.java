package org.cairn.lti.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names and literal addresses to addresses that may be called; the connection goes to what was checked here, so
 * a name cannot mean something else a moment later.
 */
final class CheckedResolver implements DnsResolver {

    private final AddressPolicy policy;

    CheckedResolver(AddressPolicy policy) {
        this.policy = policy;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
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
