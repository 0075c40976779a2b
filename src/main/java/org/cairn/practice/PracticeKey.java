package org.cairn.practice;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The key with which this platform signs launches and events; the same one after a restart. */
@Component
@Profile("practice")
public class PracticeKey {

    private final RSAKey key;
    private final JsonMapper json;

    PracticeKey(PracticeState state, JsonMapper json) {
        this.json = json;
        this.key = keyOf(state);
    }

    /** The public part, as a JSON Web Key Set. */
    public Map<String, Object> published() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    /** Signs claims as a compact JWS with RS256. */
    public String sign(Map<String, ?> claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(JOSEObjectType.JWT)
                    .build();
            JWSObject jws = new JWSObject(header, new Payload(json.writeValueAsString(claims)));
            jws.sign(new RSASSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the practice key does not sign", e);
        }
    }

    /** True for what this key signed. */
    public boolean signed(JWSObject jws) {
        try {
            return jws.verify(new RSASSAVerifier(key.toRSAPublicKey()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static RSAKey keyOf(PracticeState state) {
        try {
            Optional<Map<String, Object>> kept = state.key();
            if (kept.isPresent()) {
                return RSAKey.parse(kept.get());
            }
            RSAKey made = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            state.keep(made.toJSONObject());
            return made;
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("the practice key cannot be made or read", e);
        }
    }
}
