package org.cairn.net;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Other people's keys, one cache per URL, for a bounded number of URLs. */
@Component
class CachedKeySets implements KeySets {

    private static final int MOST_URLS = 1_000;
    private static final int MOST_KEYS = 100;
    private static final int FEWEST_RSA_BITS = 2_048;
    /** Larger ones would cost us more than they prove. */
    private static final int MOST_RSA_BITS = 8_192;

    private static final int LONGEST_EXPONENT = 64;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Map<String, Object>[] NO_ENTRIES = new Map[0];

    private final Outbound outbound;
    private final Clock clock;
    private final Map<URI, CachedKeys> caches;

    CachedKeySets(Outbound outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
        this.caches = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<URI, CachedKeys> eldest) {
                return size() > MOST_URLS;
            }
        };
    }

    /** The source asks its cache anew each time: a cache that was dropped to make room is not used on. */
    @Override
    public JWKSource<SecurityContext> at(URI jwksUrl) {
        return (selector, context) -> cache(jwksUrl).get(selector);
    }

    private CachedKeys cache(URI url) {
        synchronized (caches) {
            return caches.computeIfAbsent(url, added -> new CachedKeys(clock, () -> fetch(added)));
        }
    }

    private List<JWK> fetch(URI url) throws KeySourceException {
        Outbound.Answer answer;
        try {
            answer = outbound.get(url, Map.of("Accept", "application/json, application/jwk-set+json"));
        } catch (Outbound.Failed e) {
            throw new KeySourceException(e.getMessage(), e);
        }
        if (answer.status() != 200) {
            throw new KeySourceException(
                    "%s answered %d instead of its keys.".formatted(url.getHost(), answer.status()));
        }
        List<JWK> keys = parsed(url, answer.text());
        if (keys.isEmpty()) {
            throw new KeySourceException("%s has no key that could be used.".formatted(url.getHost()));
        }
        return keys;
    }

    /** Key by key: one that is broken, or of a kind we do not know, does not spoil the others. */
    private static List<JWK> parsed(URI url, String text) throws KeySourceException {
        try {
            List<JWK> usable = new ArrayList<>();
            Map<String, Object>[] entries = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "keys");
            for (Map<String, Object> entry : entries == null ? NO_ENTRIES : entries) {
                usable(entry).filter(key -> usable.size() < MOST_KEYS).ifPresent(usable::add);
            }
            return usable;
        } catch (ParseException | RuntimeException e) {
            // whatever a stranger's text makes the parser throw, it means the same
            throw new KeySourceException("%s answered something that is no key set.".formatted(url.getHost()), e);
        }
    }

    private static Optional<JWK> usable(Map<String, Object> entry) {
        try {
            // null for a shared secret, which no public set may have
            return Optional.ofNullable(JWK.parse(entry).toPublicJWK()).filter(CachedKeySets::canVerify);
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean canVerify(JWK key) {
        return !KeyUse.ENCRYPTION.equals(key.getKeyUse()) && !(key instanceof RSAKey rsa && !isSound(rsa));
    }

    private static boolean isSound(RSAKey key) {
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        return key.size() >= FEWEST_RSA_BITS
                && key.size() <= MOST_RSA_BITS
                && exponent.testBit(0)
                && exponent.compareTo(BigInteger.TWO) > 0
                && exponent.bitLength() <= LONGEST_EXPONENT;
    }

    static List<JWK> select(JWKSelector selector, List<JWK> keys) {
        return selector.select(new JWKSet(keys));
    }
}
