package org.cairn.lti.service;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.lti.ToolKeys;
import org.jspecify.annotations.Nullable;

/**
 * The keys that follow each other. What each is for is told by the time alone, so that nobody has to switch anything at
 * any moment and all nodes agree.
 *
 * @param keys by generation, oldest first; never empty
 */
record KeyRing(List<Kept> keys) {

    /** Until every token that could name a key is long over. */
    private static final Duration SHOWN_AFTERWARDS = Duration.ofHours(48);

    /** One key of the ring. */
    record Kept(
            int generation,
            RSAKey key,
            Instant madeAt,
            Instant signsFrom,
            @Nullable Instant withdrawnAt) {}

    KeyRing {
        keys = keys.stream().sorted(Comparator.comparingInt(Kept::generation)).toList();
    }

    /** The newest whose time has come; the oldest when a clock was put back before all of them. */
    Kept signing(Instant now) {
        return keys.reversed().stream()
                .filter(kept -> !now.isBefore(kept.signsFrom()))
                .findFirst()
                .orElse(keys.getFirst());
    }

    Optional<Kept> next(Instant now) {
        return shown(now).stream()
                .filter(kept -> state(kept, now) == ToolKeys.State.NEXT)
                .findFirst();
    }

    Kept newest() {
        return keys.getLast();
    }

    /** Newest first. */
    List<Kept> shown(Instant now) {
        return keys.reversed().stream()
                .filter(kept -> kept == signing(now)
                        || leavesAt(kept).filter(at -> !now.isBefore(at)).isEmpty())
                .toList();
    }

    /** First the key that signs, for platforms that look at one only. */
    JWKSet published(Instant now) {
        Kept signing = signing(now);
        List<JWK> shown = new ArrayList<>();
        Stream.concat(Stream.of(signing), shown(now).stream().filter(kept -> kept != signing))
                .forEach(kept -> shown.add(kept.key().toPublicJWK()));
        return new JWKSet(shown);
    }

    /** The keys that left longer ago than this. */
    List<Kept> leftSince(Duration ago, Instant now) {
        return keys.stream()
                .filter(kept -> kept != signing(now) && kept != newest())
                .filter(kept ->
                        leavesAt(kept).filter(at -> !now.isBefore(at.plus(ago))).isPresent())
                .toList();
    }

    ToolKeys.Key view(Kept kept, Instant now) {
        return new ToolKeys.Key(
                kept.key().getKeyID(),
                state(kept, now),
                kept.madeAt(),
                kept.signsFrom(),
                leavesAt(kept).orElse(null));
    }

    private ToolKeys.State state(Kept kept, Instant now) {
        if (kept == signing(now)) {
            return ToolKeys.State.SIGNING;
        }
        return kept.generation() < signing(now).generation() ? ToolKeys.State.OLD : ToolKeys.State.NEXT;
    }

    private Optional<Instant> leavesAt(Kept kept) {
        if (kept.withdrawnAt() != null) {
            return Optional.of(kept.withdrawnAt());
        }
        return keys.stream()
                .filter(other -> other.generation() > kept.generation())
                .map(Kept::signsFrom)
                .min(Comparator.naturalOrder())
                .map(followed -> followed.plus(SHOWN_AFTERWARDS));
    }
}
