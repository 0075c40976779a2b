package org.cairn.net;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;

/**
 * Other people's public keys, fetched by the guarded client, cached, and fetched again for an unknown key id at most
 * once in 30 seconds per URL; cached keys outlive an outage of their source by up to 24 hours.
 */
public interface KeySets {

    JWKSource<SecurityContext> at(URI jwksUrl);
}
