package org.cairn.practice;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Gives the tool access tokens for its client assertions (RFC 7523), and knows those that it gave. */
@Component
@Profile("practice")
class AccessTokens {

    static final Duration LIFE = Duration.ofHours(1);
    private static final int MOST = 1000;

    private final Places places;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Given> given = bounded();
    private final Map<String, Instant> seen = bounded();
    private final AtomicReference<@Nullable DefaultJWTProcessor<SecurityContext>> processor = new AtomicReference<>();

    AccessTokens(Places places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    private record Given(Set<String> scopes, Instant until) {}

    /** Says that the assertion is not the tool's, or was used before. */
    static final class Refused extends RuntimeException {
        Refused(String why) {
            super(why);
        }
    }

    /** Returns a token for these scopes. */
    String give(String assertion, Set<String> scopes) {
        String id = checked(assertion);
        synchronized (this) {
            if (seen.putIfAbsent(id, clock.instant()) != null) {
                throw new Refused("the assertion was used before");
            }
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            given.put(token, new Given(scopes, clock.instant().plus(LIFE)));
            return token;
        }
    }

    /** True for a token that we gave for this scope and that has not expired. */
    synchronized boolean allows(String token, String scope) {
        return Optional.ofNullable(given.get(token))
                .filter(one -> one.until().isAfter(clock.instant()))
                .filter(one -> one.scopes().contains(scope))
                .isPresent();
    }

    private String checked(String assertion) {
        try {
            JWTClaimsSet claims = processor().process(assertion, null);
            if (!World.CLIENT_ID.equals(claims.getSubject()) || claims.getJWTID() == null) {
                throw new Refused("the assertion is not about the registered client");
            }
            return claims.getJWTID();
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new Refused("the assertion does not verify: " + e.getMessage());
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor() {
        DefaultJWTProcessor<SecurityContext> ready = processor.get();
        if (ready == null) {
            ready = made();
            processor.set(ready);
        }
        return ready;
    }

    private DefaultJWTProcessor<SecurityContext> made() {
        try {
            DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
            made.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.RS256,
                    JWKSourceBuilder.create(URI.create(places.tool("/.well-known/jwks.json"))
                                    .toURL())
                            .build()));
            made.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    places.tokenUrl(),
                    new JWTClaimsSet.Builder().issuer(World.CLIENT_ID).build(),
                    Set.copyOf(List.of("sub", "iat", "exp", "jti"))));
            return made;
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
