package org.cairn.lti.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.cairn.lti.ToolKey;
import org.cairn.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tool's RSA key, made at first start and sealed in the database. */
@Component
class SealedToolKey implements ToolKey {

    private static final String NAME = "first";
    private static final String PURPOSE = "tool-key";
    private static final int BITS = 3072;

    private final RSAKey signing;
    private final JWKSet published;

    SealedToolKey(JdbcToolKeys keys, Vault vault, TransactionTemplate transactions, Clock clock) {
        byte[] sealed = keys.find(NAME).orElseGet(() -> {
            byte[] made = vault.seal(PURPOSE, make().toJSONString().getBytes(UTF_8));
            return transactions.execute(status -> {
                keys.put(NAME, made, clock.instant().truncatedTo(ChronoUnit.MICROS));
                return keys.find(NAME).orElseThrow();
            });
        });
        try {
            this.signing = RSAKey.parse(new String(vault.open(PURPOSE, sealed), UTF_8));
        } catch (Vault.NotSealedHere | ParseException e) {
            throw new IllegalStateException("The tool key in the database cannot be opened", e);
        }
        this.published = new JWKSet(signing.toPublicJWK());
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyIDFromThumbprint(true)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform makes RSA keys", e);
        }
    }

    @Override
    public RSAKey signing() {
        return signing;
    }

    @Override
    public JWKSet published() {
        return published;
    }
}
