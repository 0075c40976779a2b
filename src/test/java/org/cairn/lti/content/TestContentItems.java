package org.cairn.lti.content;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Clock;
import org.cairn.lti.ContentItems;
import org.cairn.lti.Platforms;
import org.cairn.lti.PublicUrl;
import org.cairn.lti.ToolKey;

/** The real answers, signed with a smaller key than the real one; other rooms' tests use it too. */
public final class TestContentItems {

    /** The key that signs. */
    public static final ToolKey KEY = new SmallKey();

    private TestContentItems() {}

    public static ContentItems of(Platforms platforms, PublicUrl publicUrl, Clock clock) {
        return new SignedContentItems(platforms, KEY, publicUrl, clock);
    }

    private static final class SmallKey implements ToolKey {

        private final RSAKey key;

        SmallKey() {
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
}
