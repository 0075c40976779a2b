package org.cairn.lti.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.cairn.lti.ToolKey;

/** A smaller key than the real one, made once per test run. */
public enum FakeToolKey implements ToolKey {
    INSTANCE;

    private final RSAKey key;

    FakeToolKey() {
        try {
            this.key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RSAKey signing() {
        return key;
    }

    @Override
    public JWKSet published() {
        return new JWKSet(key.toPublicJWK());
    }
}
