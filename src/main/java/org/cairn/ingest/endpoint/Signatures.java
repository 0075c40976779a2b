package org.cairn.ingest.endpoint;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.cairn.net.KeySets;
import org.springframework.stereotype.Component;

/**
 * Checks signed events: a compact JWS (RFC 7515) by RS256, with a key that stands in the feed's key set under the
 * named id. What the header says about keys (jku, jwk, x5u) is not believed. Expiry is not asked for: an event that
 * comes again is the same event and changes nothing.
 */
@Component
class Signatures {

    private static final int MOST_VERIFIERS = 200;

    private final KeySets keySets;
    private final Map<RSAKey, JWSVerifier> verifiers = new ConcurrentHashMap<>();

    Signatures(KeySets keySets) {
        this.keySets = keySets;
    }

    /** True for text that can only be meant as a token: three or more parts of base64url. */
    static boolean isToken(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!((c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_')) {
                return false;
            }
        }
        return dots >= 2;
    }

    /** Returns the payload of a token whose signature holds. */
    String payload(String token, URI jwksUrl) throws Refused, KeysUnavailable, Unreadable {
        JWSObject jws = parse(token);
        if (!JWSAlgorithm.RS256.equals(jws.getHeader().getAlgorithm())) {
            throw new Refused("Only signatures by RS256 are accepted.");
        }
        String keyId = jws.getHeader().getKeyID();
        if (keyId == null || keyId.isEmpty()) {
            throw new Refused("The token does not name the key that signed it (kid).");
        }
        for (JWK key : keys(jwksUrl, keyId)) {
            if (key instanceof RSAKey rsa && verifies(jws, rsa)) {
                return StrictJson.text(payload(jws));
            }
        }
        throw new Refused("The signature does not match any key of this feed's key set.");
    }

    /** Nimbus takes its time with every character, as if the payload were a secret. */
    private static byte[] payload(JWSObject jws) throws Refused {
        try {
            return Base64.getUrlDecoder().decode(jws.getParsedParts()[1].toString());
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static Refused unreadable() {
        return new Refused("The body looks like a token but is not a signed one that can be read.");
    }

    private static JWSObject parse(String token) throws Refused {
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** Weak keys are none: key sets leave them out. */
    private List<JWK> keys(URI jwksUrl, String keyId) throws KeysUnavailable {
        JWKSelector selector = new JWKSelector(new JWKMatcher.Builder()
                .keyID(keyId)
                .keyType(KeyType.RSA)
                .keyUses(KeyUse.SIGNATURE, null)
                .build());
        try {
            return keySets.at(jwksUrl).get(selector, null);
        } catch (KeySourceException e) {
            throw new KeysUnavailable();
        }
    }

    private boolean verifies(JWSObject jws, RSAKey key) {
        try {
            return jws.verify(verifier(key));
        } catch (JOSEException | IllegalStateException e) {
            return false;
        }
    }

    private JWSVerifier verifier(RSAKey key) throws JOSEException {
        JWSVerifier known = verifiers.get(key);
        if (known == null) {
            known = new RSASSAVerifier(key);
            if (verifiers.size() >= MOST_VERIFIERS) {
                verifiers.clear();
            }
            verifiers.put(key, known);
        }
        return known;
    }

    /** Says that a token is not to be believed. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** Says that the keys could not be fetched, so that nothing can be said of the token. */
    static final class KeysUnavailable extends Exception {}
}
