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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.lti.ToolKey;
import org.cairn.lti.ToolKeys;
import org.cairn.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tool's RSA keys, sealed in the database; every node looks for new ones twice a minute. */
@Component
class SealedToolKeys implements ToolKey, ToolKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SealedToolKeys.class);
    private static final String PURPOSE = "tool-key";
    private static final int BITS = 3072;
    private static final Duration EVERY = Duration.ofDays(90);
    /** A day, and what nodes and caches in between take to notice. */
    private static final Duration SHOWN_BEFORE = Duration.ofHours(24).plusMinutes(10);
    /** Longer than anything we sign for a platform is good for. */
    private static final Duration WITHDRAWN_AFTER = Duration.ofMinutes(10);
    /** So long that no clock that jumps makes us forget a key that is still in use. */
    private static final Duration KEPT_AFTERWARDS = Duration.ofDays(7);

    private final JdbcToolKeys jdbc;
    private final Vault vault;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile KeyRing ring;

    SealedToolKeys(JdbcToolKeys jdbc, Vault vault, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
        if (jdbc.all().isEmpty()) {
            add(1, now());
        }
        this.ring = read(new HashMap<>());
    }

    @Override
    public RSAKey signing() {
        return ring.signing(now()).key();
    }

    @Override
    public JWKSet published() {
        return ring.published(now());
    }

    @Override
    public List<Key> shown() {
        KeyRing known = ring;
        Instant now = now();
        return known.shown(now).stream().map(kept -> known.view(kept, now)).toList();
    }

    @Override
    public Key rotate() {
        Instant now = now();
        KeyRing known = refreshed();
        if (known.next(now).isEmpty()) {
            add(known.newest().generation() + 1, now.plus(SHOWN_BEFORE));
            known = refreshed();
        }
        return known.view(known.next(now).orElse(known.signing(now)), now);
    }

    @Override
    public Key rotateNow() {
        Instant now = now();
        int generation = refreshed().newest().generation() + 1;
        while (!add(generation, now)) {
            generation = refreshed().newest().generation() + 1;
        }
        withdrawBefore(generation, now.plus(WITHDRAWN_AFTER));
        KeyRing known = refreshed();
        return known.view(known.signing(now), now);
    }

    private void withdrawBefore(int generation, Instant at) {
        transactions.executeWithoutResult(status -> jdbc.withdrawBefore(generation, at));
        LOG.warn("All tool keys before generation {} are withdrawn at {}.", generation, at);
    }

    /** Looks for what other nodes changed, and makes the next key when it is time; every node may, one does. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT30S")
    void tend() {
        try {
            Instant now = now();
            KeyRing known = refreshed();
            if (known.next(now).isEmpty()
                    && !now.isBefore(known.signing(now).signsFrom().plus(EVERY))) {
                rotate();
            }
            known.leftSince(KEPT_AFTERWARDS, now)
                    .forEach(kept -> transactions.executeWithoutResult(status -> jdbc.delete(kept.generation())));
        } catch (RuntimeException e) {
            // while the database is away, what is known serves
            LOG.warn("The tool keys could not be looked after: {}", e.getClass().getName());
        }
    }

    /** Makes the key of a generation; false when another node was first. */
    private boolean add(int generation, Instant signsFrom) {
        byte[] sealed = vault.seal(PURPOSE, make().toJSONString().getBytes(UTF_8));
        boolean first =
                Boolean.TRUE.equals(transactions.execute(status -> jdbc.add(generation, sealed, now(), signsFrom)));
        if (first) {
            LOG.info("Made tool key {}, which signs from {} on.", generation, signsFrom);
        }
        return first;
    }

    private KeyRing refreshed() {
        Map<Integer, RSAKey> known = new HashMap<>();
        ring.keys().forEach(kept -> known.put(kept.generation(), kept.key()));
        KeyRing read = read(known);
        ring = read;
        return read;
    }

    private KeyRing read(Map<Integer, RSAKey> known) {
        return new KeyRing(jdbc.all().stream()
                .map(row -> new KeyRing.Kept(
                        row.generation(),
                        known.computeIfAbsent(row.generation(), unknown -> open(row.sealed())),
                        row.madeAt(),
                        row.signsFrom(),
                        row.withdrawnAt()))
                .toList());
    }

    private RSAKey open(byte[] sealed) {
        try {
            return RSAKey.parse(new String(vault.open(PURPOSE, sealed), UTF_8));
        } catch (Vault.NotSealedHere | ParseException e) {
            throw new IllegalStateException("A tool key in the database cannot be opened", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
}
