package org.cairn.lti.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.lti.ToolKey;
import org.cairn.lti.service.ServiceRefused.Reason;
import org.cairn.net.Outbound;
import org.cairn.platform.Connection;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
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
class ServiceTokens {

    private static final int MOST = 1_000;
    private static final int LONGEST_TOKEN = 16_384;
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    /** What is assumed where the platform names no time; one that ends sooner is replaced when it is refused. */
    private static final Duration UNNAMED_LIFE = Duration.ofMinutes(5);
    /** Moodle takes no assertion from the future, not by a second. */
    private static final Duration BACK_DATED = Duration.ofSeconds(5);

    private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
    /** Whoever is refused is not asked again at once by all who wait. */
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(5);

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private record Wanted(String clientId, URI tokenUrl, SortedSet<String> scopes) {}

    private record Granted(String token, SortedSet<String> scopes, Instant from, Instant until) {}

    private record Refused(ServiceRefused why, Instant from, Instant until) {}

    /** One token: the lock makes that only one thread asks for it. */
    private static final class Slot {
        private final ReentrantLock asking = new ReentrantLock();
        private volatile @Nullable Granted granted;
        private @Nullable Refused refused;
    }

    private final Outbound outbound;
    private final ToolKey key;
    private final Platforms platforms;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Wanted, Slot> slots;

    ServiceTokens(Outbound outbound, ToolKey key, Platforms platforms, JsonMapper json, Clock clock) {
        this.outbound = outbound;
        this.key = key;
        this.platforms = platforms;
        this.json = json;
        this.clock = clock;
        this.slots = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Wanted, Slot> eldest) {
                return size() > MOST;
            }
        };
    }

    /**
     * Returns a token for all of these scopes that is good for another while, as far as the platform says.
     *
     * @throws ServiceRefused when there is none, or one that lacks a scope
     */
    String token(Platform platform, Set<String> scopes) throws ServiceRefused {
        Wanted wanted = wanted(platform, scopes);
        Slot slot = slot(wanted);
        Granted granted = slot.granted;
        if (granted != null && isNow(granted.from(), granted.until())) {
            return whole(wanted, granted).token();
        }
        slot.asking.lock();
        try {
            Granted meanwhile = slot.granted;
            if (meanwhile == null || !isNow(meanwhile.from(), meanwhile.until())) {
                meanwhile = askAnew(platform, wanted, slot);
            }
            return whole(wanted, meanwhile).token();
        } finally {
            slot.asking.unlock();
        }
    }

    /** Asks for a new token, whatever is kept, and says which of the scopes it has. */
    Set<String> granted(Platform platform, Set<String> scopes) throws ServiceRefused {
        Wanted wanted = wanted(platform, scopes);
        Slot slot = slot(wanted);
        slot.asking.lock();
        try {
            slot.refused = null;
            return askAnew(platform, wanted, slot).scopes();
        } finally {
            slot.asking.unlock();
        }
    }

    /** By the thread that holds the slot's lock. */
    private Granted askAnew(Platform platform, Wanted wanted, Slot slot) throws ServiceRefused {
        Refused before = slot.refused;
        if (before != null && isNow(before.from(), before.until())) {
            throw before.why().again();
        }
        try {
            Granted granted = ask(platform, wanted);
            slot.granted = granted;
            slot.refused = null;
            return granted;
        } catch (ServiceRefused e) {
            Instant now = clock.instant();
            slot.refused = new Refused(e, now, now.plus(e.retryAfter().orElse(BETWEEN_REFUSALS)));
            throw e;
        }
    }

    /** When our clock was put back, what was kept until some time is not kept an hour longer. */
    private boolean isNow(Instant from, Instant until) {
        Instant now = clock.instant();
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** A platform grants what it likes; a token that lacks a scope does not serve this caller. */
    private static Granted whole(Wanted wanted, Granted granted) throws ServiceRefused {
        if (!granted.scopes().containsAll(wanted.scopes())) {
            SortedSet<String> lacking = new TreeSet<>(wanted.scopes());
            lacking.removeAll(granted.scopes());
            throw new ServiceRefused(
                    Reason.NOT_GRANTED,
                    Complaint.of("service.not-granted", wanted.tokenUrl().getHost(), String.join(", ", lacking)));
        }
        return granted;
    }

    /** Drops a token that the platform no longer takes; a newer one that another thread fetched stays. */
    void forget(Platform platform, Set<String> scopes, String token) {
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

    private Granted ask(Platform platform, Wanted wanted) throws ServiceRefused {
        Instant now = clock.instant();
        Outbound.Answer answer;
        try {
            answer = outbound.post(
                    wanted.tokenUrl(),
                    Map.of("Accept", "application/json"),
                    "application/x-www-form-urlencoded",
                    form(platform, wanted, now).getBytes(UTF_8));
        } catch (Outbound.Failed e) {
            throw refused(List.of(Complaint.of("service.no-token")), e);
        }
        String host = wanted.tokenUrl().getHost();
        if (Throttle.asks(answer)) {
            throw ServiceRefused.throttled(
                    host, Throttle.retryAfter(answer, now).orElse(BETWEEN_REFUSALS));
        }
        if (!answer.isSuccess()) {
            throw new ServiceRefused(
                    answer.status() >= 500 ? Reason.NOT_REACHED : Reason.NO_TOKEN, error(host, answer));
        }
        return granted(wanted, answer, now);
    }

    static ServiceRefused refused(List<Complaint> what, Outbound.Failed failed) {
        Reason reason = switch (failed.reason()) {
            case NOT_ALLOWED -> Reason.NOT_ALLOWED;
            case TOO_LONG -> Reason.UNUSABLE;
            case NOT_REACHED, TOO_SLOW -> Reason.NOT_REACHED;
        };
        List<Complaint> why =
                Stream.concat(what.stream(), Stream.of(failed.why())).toList();
        return new ServiceRefused(reason, why, null, failed);
    }

    private String form(Platform platform, Wanted wanted, Instant now) throws ServiceRefused {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_assertion_type", ASSERTION);
        fields.put("client_assertion", assertion(platform, wanted, now));
        fields.put("scope", String.join(" ", wanted.scopes()));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String assertion(Platform platform, Wanted wanted, Instant now) throws ServiceRefused {
        RSAKey signing = key.signing();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(signing.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(wanted.clientId())
                        .subject(wanted.clientId())
                        .audience(audience(platform))
                        .issueTime(Date.from(now.minus(BACK_DATED)))
                        .expirationTime(Date.from(now.minus(BACK_DATED).plus(ASSERTION_LIFE)))
                        .jwtID(Tokens.next())
                        .build());
        try {
            jwt.sign(new RSASSASigner(signing));
        } catch (JOSEException e) {
            throw new ServiceRefused(Reason.NO_TOKEN, Complaint.of("service.unsigned"), e);
        }
        return jwt.serialize();
    }

    /** Asked of the database once for each token, that is about once an hour. */
    private String audience(Platform platform) {
        return platforms
                .connection(platform.id())
                .map(Connection::tokenAudience)
                .orElseGet(() -> platform.tokenUrl().toString());
    }

    private Granted granted(Wanted wanted, Outbound.Answer answer, Instant now) throws ServiceRefused {
        String host = wanted.tokenUrl().getHost();
        JsonNode body = read(answer);
        String token = body.path("access_token").asString("");
        String type = body.path("token_type").asString("bearer");
        boolean printable = token.chars().allMatch(c -> c > ' ' && c < 127);
        if (token.isEmpty() || token.length() > LONGEST_TOKEN || !printable || !"bearer".equalsIgnoreCase(type)) {
            throw new ServiceRefused(Reason.UNUSABLE, Complaint.of("service.no-token-there", host));
        }
        String scope = body.path("scope").asString("").strip();
        SortedSet<String> scopes = new TreeSet<>(wanted.scopes());
        if (!scope.isEmpty()) {
            scopes.retainAll(Arrays.asList(scope.split("\\s+")));
        }
        return new Granted(token, scopes, now, now.plus(kept(body.path("expires_in"))));
    }

    /** How long a token is used: less than it lives, an hour at the most, and a while where nobody says. */
    private static Duration kept(JsonNode expiresIn) {
        Duration life = UNNAMED_LIFE;
        if (expiresIn.isNumber() || expiresIn.isString()) {
            life = Duration.ofSeconds(Math.clamp(expiresIn.asLong(0), 0L, LONGEST_LIFE.toSeconds()));
        }
        Duration quarter = life.dividedBy(4);
        return life.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
    }

    /** The error code of RFC 6749 section 5.2, when it is one: it tells an administrator what to mend. */
    private Complaint error(String host, Outbound.Answer answer) {
        try {
            String code = read(answer).path("error").asString("");
            if (code.matches("[a-z_]{1,40}")) {
                return Complaint.of("service.token-refused", host, answer.status(), code);
            }
        } catch (ServiceRefused e) {
            // a page, as a server shows it that stands in front: the status must do
        }
        return Complaint.of("service.token-status", host, answer.status());
    }

    private JsonNode read(Outbound.Answer answer) throws ServiceRefused {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ServiceRefused(Reason.UNUSABLE, Complaint.of("service.token-no-json"));
        }
    }
}
