package org.cairn.lti.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.cairn.lti.Outbound;
import org.cairn.lti.Platform;
import org.cairn.lti.ToolKey;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens for the platforms' services, by client credentials with a signed assertion (LTI Security Framework 1.0
 * section 4.1); kept until a minute before they expire, and asked for once at a time.
 */
@Component
public class ServiceTokens {

    private static final int MOST = 1_000;
    private static final int LONGEST_TOKEN = 16_384;
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private record Wanted(String clientId, URI tokenUrl, SortedSet<String> scopes) {}

    private record Granted(String token, Instant until) {}

    /** One token: the lock makes that only one thread asks for it. */
    private static final class Slot {
        private final ReentrantLock asking = new ReentrantLock();
        private volatile @Nullable Granted granted;
    }

    private final Outbound outbound;
    private final ToolKey key;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Wanted, Slot> slots;

    ServiceTokens(Outbound outbound, ToolKey key, JsonMapper json, Clock clock) {
        this.outbound = outbound;
        this.key = key;
        this.json = json;
        this.clock = clock;
        this.slots = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Wanted, Slot> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Returns a token that is good for another minute at least, as far as the platform says. */
    public String token(Platform platform, Set<String> scopes) throws ServiceRefused {
        Wanted wanted = wanted(platform, scopes);
        Slot slot = slot(wanted);
        Granted granted = slot.granted;
        if (granted != null && clock.instant().isBefore(granted.until())) {
            return granted.token();
        }
        slot.asking.lock();
        try {
            Granted meanwhile = slot.granted;
            if (meanwhile == null || !clock.instant().isBefore(meanwhile.until())) {
                meanwhile = ask(wanted);
                slot.granted = meanwhile;
            }
            return meanwhile.token();
        } finally {
            slot.asking.unlock();
        }
    }

    /** Drops a token that the platform no longer takes; a newer one that another thread fetched stays. */
    public void forget(Platform platform, Set<String> scopes, String token) {
        Slot slot = slot(wanted(platform, scopes));
        Granted granted = slot.granted;
        if (granted != null && granted.token().equals(token)) {
            slot.granted = null;
        }
    }

    private static Wanted wanted(Platform platform, Set<String> scopes) {
        return new Wanted(platform.clientId(), platform.tokenUrl(), new TreeSet<>(scopes));
    }

    private Slot slot(Wanted wanted) {
        synchronized (slots) {
            return slots.computeIfAbsent(wanted, added -> new Slot());
        }
    }

    private Granted ask(Wanted wanted) throws ServiceRefused {
        Instant now = clock.instant();
        Outbound.Answer answer;
        try {
            answer = outbound.post(
                    wanted.tokenUrl(),
                    Map.of("Accept", "application/json"),
                    "application/x-www-form-urlencoded",
                    form(wanted, now).getBytes(UTF_8));
        } catch (Outbound.Failed e) {
            throw new ServiceRefused("No access token: " + e.getMessage(), e);
        }
        if (!answer.isSuccess()) {
            throw new ServiceRefused("No access token: %s answered %d%s."
                    .formatted(wanted.tokenUrl().getHost(), answer.status(), error(answer)));
        }
        return granted(wanted, answer, now);
    }

    private String form(Wanted wanted, Instant now) throws ServiceRefused {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_assertion_type", ASSERTION);
        fields.put("client_assertion", assertion(wanted, now));
        fields.put("scope", String.join(" ", wanted.scopes()));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String assertion(Wanted wanted, Instant now) throws ServiceRefused {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.signing().getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(wanted.clientId())
                        .subject(wanted.clientId())
                        .audience(wanted.tokenUrl().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .jwtID(Tokens.next())
                        .build());
        try {
            jwt.sign(new RSASSASigner(key.signing()));
        } catch (JOSEException e) {
            throw new ServiceRefused("The request for an access token could not be signed.", e);
        }
        return jwt.serialize();
    }

    private Granted granted(Wanted wanted, Outbound.Answer answer, Instant now) throws ServiceRefused {
        JsonNode body = read(answer);
        String token = body.path("access_token").asString("");
        String type = body.path("token_type").asString("bearer");
        boolean printable = token.chars().allMatch(c -> c > ' ' && c < 127);
        if (token.isEmpty() || token.length() > LONGEST_TOKEN || !printable || !"bearer".equalsIgnoreCase(type)) {
            throw new ServiceRefused("No access token: %s answered something else."
                    .formatted(wanted.tokenUrl().getHost()));
        }
        String scope = body.path("scope").asString("");
        if (!scope.isBlank() && !Arrays.asList(scope.split("\\s+")).containsAll(wanted.scopes())) {
            throw new ServiceRefused("No access token: %s did not grant all of %s."
                    .formatted(wanted.tokenUrl().getHost(), wanted.scopes()));
        }
        long seconds = Math.clamp(body.path("expires_in").asLong(0), 0, LONGEST_LIFE.toSeconds());
        return new Granted(token, now.plusSeconds(seconds).minus(MARGIN));
    }

    /** The error code of RFC 6749 section 5.2, when it is one: it tells an administrator what to mend. */
    private String error(Outbound.Answer answer) {
        try {
            String code = read(answer).path("error").asString("");
            return code.matches("[a-z_]{1,40}") ? " (" + code + ")" : "";
        } catch (ServiceRefused e) {
            return "";
        }
    }

    private JsonNode read(Outbound.Answer answer) throws ServiceRefused {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ServiceRefused("The answer was not JSON.");
        }
    }
}
