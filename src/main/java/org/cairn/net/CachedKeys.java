package org.cairn.net;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one URL: trusted for five minutes, fetched again for an unknown key at most every 30 seconds, used for 24
 * hours while their source is down. One thread fetches at a time, and only those wait for it whom no known key serves.
 */
final class CachedKeys {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofHours(24);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    /** Fetches the keys. */
    interface Source {
        List<JWK> fetch() throws KeySourceException;
    }

    private record Keys(List<JWK> keys, Instant at) {}

    private record Failure(String message, Instant at) {}

    private final Clock clock;
    private final Source source;

    // all guarded by this
    private @Nullable Keys known;
    private @Nullable Failure failure;
    private @Nullable Instant soughtUnknownAt;
    private @Nullable CompletableFuture<Void> fetching;

    CachedKeys(Clock clock, Source source) {
        this.clock = clock;
        this.source = source;
    }

    /** @throws KeySourceException when there are no keys that may still be used */
    List<JWK> get(JWKSelector selector) throws KeySourceException {
        List<JWK> found;
        @Nullable CompletableFuture<Void> flight;
        boolean lead = false;
        synchronized (this) {
            found = matches(selector);
            if (fetching == null && mayBegin(found.isEmpty())) {
                fetching = new CompletableFuture<>();
                lead = true;
            }
            flight = fetching;
        }
        if (flight != null && lead) {
            fetch(flight);
        } else if (flight != null && found.isEmpty()) {
            await(flight);
        }
        synchronized (this) {
            if (!isUsable()) {
                throw new KeySourceException(
                        failure == null ? "There are no keys of this platform yet." : failure.message());
            }
            return matches(selector);
        }
    }

    private synchronized List<JWK> matches(JWKSelector selector) {
        return known == null || !isUsable() ? List.of() : CachedKeySets.select(selector, known.keys());
    }

    private synchronized boolean isUsable() {
        return known != null && isYounger(known, OUTAGE);
    }

    private boolean isYounger(Keys keys, Duration age) {
        return clock.instant().isBefore(keys.at().plus(age));
    }

    /** False also when the clock was put back since: a wait must not become an hour longer. */
    private boolean isWithin(Instant at, Duration wait) {
        Instant now = clock.instant();
        return !now.isBefore(at) && now.isBefore(at.plus(wait));
    }

    private synchronized boolean mayBegin(boolean nothingFound) {
        if (failure != null && isWithin(failure.at(), isUsable() ? BETWEEN_TRIES : AFTER_FAILURE)) {
            return false;
        }
        if (known == null || !isWithin(known.at(), FRESH)) {
            return true;
        }
        if (!nothingFound || (soughtUnknownAt != null && isWithin(soughtUnknownAt, BETWEEN_TRIES))) {
            return false;
        }
        soughtUnknownAt = clock.instant();
        return true;
    }

    private void fetch(CompletableFuture<Void> flight) {
        @Nullable Keys fetched = null;
        String message = "The keys could not be fetched.";
        try {
            fetched = new Keys(source.fetch(), clock.instant());
        } catch (KeySourceException e) {
            message = Objects.requireNonNullElse(e.getMessage(), message);
        } finally {
            synchronized (this) {
                known = fetched == null ? known : fetched;
                failure = fetched == null ? new Failure(message, clock.instant()) : null;
                fetching = null;
            }
            flight.complete(null);
        }
    }

    private static void await(CompletableFuture<Void> flight) {
        try {
            flight.get(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // then what is known must do
            return;
        }
    }
}
