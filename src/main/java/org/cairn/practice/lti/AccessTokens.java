package org.cairn.practice.lti;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Gives tools access tokens for their client assertions (RFC 7523), and knows those that it gave. */
@Component
@Profile("practice")
class AccessTokens {

    static final Duration LIFE = Duration.ofHours(1);
    private static final int MOST = 1000;

    private final ToolKeys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Given> given = bounded();
    private final Map<String, Instant> seen = bounded();

    AccessTokens(ToolKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    private record Given(Campus campus, String clientId, Set<String> scopes, Instant until) {}

    /** Says that the assertion is not the tool's, or was used before. */
    static final class Refused extends RuntimeException {
        Refused(String why) {
            super(why);
        }
    }

    /** Returns the tool that the assertion is about, if it is sound in this platform's eyes. */
    Tool asserted(Campus campus, String assertion) {
        Tool tool = subject(campus, assertion);
        JWTClaimsSet claims;
        try {
            claims = keys.claims(tool, assertion);
        } catch (ToolKeys.Unsigned e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        if (campus.canvas()) {
            checkAsCanvas(campus, tool, claims);
        } else {
            checkAsMoodle(claims);
        }
        return tool;
    }

    /** Returns a token of this tool for these scopes. */
    synchronized String give(Campus campus, Tool tool, Set<String> scopes) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        given.put(
                token,
                new Given(campus, tool.clientId(), scopes, clock.instant().plus(LIFE)));
        return token;
    }

    /** The tool to which this platform gave the token for one of these scopes, unless it has expired. */
    synchronized Optional<Tool> holder(Campus campus, String token, Set<String> oneOf) {
        return Optional.ofNullable(given.get(token))
                .filter(one -> one.campus() == campus)
                .filter(one -> one.until().isAfter(clock.instant()))
                .filter(one -> one.scopes().stream().anyMatch(oneOf::contains))
                .flatMap(one -> campus.tools().find(one.clientId()));
    }

    private static Tool subject(Campus campus, String assertion) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWSHeader header = jwt.getHeader();
            if (header.getKeyID() == null) {
                throw new Refused("the assertion names no key (kid)");
            }
            String subject = String.valueOf(jwt.getJWTClaimsSet().getSubject());
            return campus.tools()
                    .find(subject)
                    .orElseThrow(() -> new Refused("the assertion is about no registered client"));
        } catch (ParseException e) {
            throw new Refused("the assertion is no JWT");
        }
    }

    private void checkAsCanvas(Campus campus, Tool tool, JWTClaimsSet claims) {
        Date now = Date.from(clock.instant());
        if (!tool.on()) {
            throw new Refused("the developer key is off");
        }
        if (claims.getIssuer() == null || claims.getJWTID() == null || claims.getIssueTime() == null) {
            throw new Refused("the assertion needs iss, jti and iat");
        }
        if (!claims.getAudience().contains(campus.tokenUrl())) {
            throw new Refused("the assertion is for somebody else (aud)");
        }
        if (past(claims.getExpirationTime(), now)) {
            throw new Refused("the assertion has expired");
        }
        synchronized (this) {
            if (seen.putIfAbsent(claims.getJWTID(), clock.instant()) != null) {
                throw new Refused("the assertion was used before");
            }
        }
    }

    /** A Moodle looks neither at aud nor at iss and jti, but its clock knows no leeway. */
    private void checkAsMoodle(JWTClaimsSet claims) {
        Date now = Date.from(clock.instant());
        if (claims.getIssueTime() != null && claims.getIssueTime().after(now)) {
            throw new Refused("Cannot handle token prior to iat");
        }
        if (past(claims.getExpirationTime(), now)) {
            throw new Refused("Expired token");
        }
    }

    private static boolean past(@Nullable Date expiry, Date now) {
        return expiry == null || !expiry.after(now);
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
