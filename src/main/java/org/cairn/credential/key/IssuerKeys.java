package org.cairn.credential.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.credential.proof.Multikey;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One Ed25519 key for each institution, made when first needed, sealed at rest, and never deleted. */
@Component
public class IssuerKeys {

    private static final String PURPOSE = "issuer-key";
    private static final int FIRST = 1;

    private final JdbcIssuerKeys rows;
    private final Vault vault;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Map<InstitutionId, Key> opened = new ConcurrentHashMap<>();

    IssuerKeys(JdbcIssuerKeys rows, Vault vault, Clock clock, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        // a key that has signed must be kept, even when its first caller's transaction rolls back
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The key in use: its public part as a Multikey, and its private part. */
    record Key(String multikey, PrivateKey privateKey) {
        @Override
        public String toString() {
            return "Key[" + multikey + "]";
        }
    }

    Key current(InstitutionId institution) {
        return opened.computeIfAbsent(institution, this::open);
    }

    /** The public parts of all keys the institution ever had, as Multikeys, oldest first. */
    List<String> all(InstitutionId institution) {
        return made(institution).stream().map(JdbcIssuerKeys.Row::multikey).toList();
    }

    private Key open(InstitutionId institution) {
        JdbcIssuerKeys.Row latest = made(institution).getLast();
        try {
            byte[] secret = vault.open(PURPOSE, latest.sealed());
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new Key(latest.multikey(), key);
        } catch (Vault.NotSealedHere | GeneralSecurityException e) {
            throw new IllegalStateException("the issuer key of institution " + institution.value() + " is unusable", e);
        }
    }

    /** Several nodes may make the first key at once: one is kept, and all of them read that one. */
    private List<JdbcIssuerKeys.Row> made(InstitutionId institution) {
        List<JdbcIssuerKeys.Row> keys = rows.of(institution);
        if (!keys.isEmpty()) {
            return keys;
        }
        KeyPair pair = generate();
        byte[] sealed = vault.seal(PURPOSE, pair.getPrivate().getEncoded());
        var first = new JdbcIssuerKeys.Row(FIRST, Multikey.of(pair.getPublic()), sealed);
        apart.executeWithoutResult(status -> rows.add(institution, first, clock.instant()));
        return rows.of(institution);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }
}
