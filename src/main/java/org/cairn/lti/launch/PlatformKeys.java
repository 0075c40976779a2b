package org.cairn.lti.launch;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cairn.net.KeySets;
import org.springframework.stereotype.Component;

/** The keys with which a platform may sign, as far as they are strong enough. */
@Component
class PlatformKeys {

    private static final int FEWEST_BITS = 2048;
    private static final int MOST_BITS = 8192;
    private static final int MOST_REMEMBERED = 1000;

    private final KeySets keySets;

    /** Making a key usable costs as much as verifying with it, so that is done once per key. */
    private final Map<RSAKey, Optional<RSAPublicKey>> usable = new ConcurrentHashMap<>();

    PlatformKeys(KeySets keySets) {
        this.keySets = keySets;
    }

    /**
     * Returns the keys with this id in the key set at this address: usually one.
     *
     * @throws LaunchRefused when the key set cannot be had
     */
    List<RSAPublicKey> of(URI jwksUrl, String keyId) {
        JWKMatcher matcher =
                new JWKMatcher.Builder().keyID(keyId).keyType(KeyType.RSA).build();
        try {
            return keySets.at(jwksUrl).get(new JWKSelector(matcher), null).stream()
                    .limit(2)
                    .flatMap(this::usable)
                    .toList();
        } catch (KeySourceException e) {
            throw Refusal.TOKEN.because("no key of the platform could be had for the id_token");
        }
    }

    private Stream<RSAPublicKey> usable(JWK jwk) {
        if (usable.size() > MOST_REMEMBERED) {
            usable.clear();
        }
        return usable.computeIfAbsent((RSAKey) jwk, PlatformKeys::read).stream();
    }

    private static Optional<RSAPublicKey> read(RSAKey jwk) {
        boolean forSigning = jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse());
        boolean forRs256 =
                jwk.getAlgorithm() == null || "RS256".equals(jwk.getAlgorithm().getName());
        try {
            RSAPublicKey key = jwk.toRSAPublicKey();
            int bits = key.getModulus().bitLength();
            boolean strong = bits >= FEWEST_BITS
                    && bits <= MOST_BITS
                    && key.getPublicExponent().testBit(0)
                    && key.getPublicExponent().compareTo(BigInteger.TWO) > 0
                    && key.getPublicExponent().bitLength() <= 64;
            return forSigning && forRs256 && strong ? Optional.of(key) : Optional.empty();
        } catch (JOSEException e) {
            return Optional.empty();
        }
    }
}
