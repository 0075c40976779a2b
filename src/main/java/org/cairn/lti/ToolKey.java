package org.cairn.lti;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;

/** The key with which Cairn signs what it says to platforms. */
public interface ToolKey {

    /** The key that signs now, with its private part, for RS256; its key id is the thumbprint of RFC 7638. */
    RSAKey signing();

    /** What platforms may see: the key that signs, the next one, and old ones while a token may still name them. */
    JWKSet published();
}
