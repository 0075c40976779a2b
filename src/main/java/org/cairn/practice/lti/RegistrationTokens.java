package org.cairn.practice.lti;

import com.nimbusds.jose.JWSObject;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.practice.Manner;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** One-time tokens with which a tool may register itself within the hour (LTI Dynamic Registration 1.0, section 3.5). */
@Component
@Profile("practice")
public class RegistrationTokens {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final PracticeKey key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    RegistrationTokens(PracticeKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * What a token stands for.
     *
     * @param clientId the client id that the tool will get
     * @param number the tool that shall be updated; null for a new one
     */
    public record Permission(
            String id,
            Manner manner,
            String clientId,
            @Nullable Long number) {}

    public String give(Campus campus, @Nullable Tool update) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", campus.issuer());
        claims.put("jti", letters(20));
        claims.put("manner", campus.manner().name());
        claims.put("client", update == null ? newClientId(campus) : update.clientId());
        claims.put("sub", update == null ? claims.get("client") : Long.toString(update.number()));
        claims.put("scope", update == null ? "reg" : "reg-update");
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().plus(LIFE).getEpochSecond());
        return key.sign(claims);
    }

    /** What the token allows on this platform; empty when it is not one of ours or has expired. */
    public Optional<Permission> read(Campus campus, String token) {
        try {
            JWSObject jws = JWSObject.parse(token);
            Map<String, Object> claims = jws.getPayload().toJSONObject();
            boolean ours = key.signed(jws)
                    && campus.manner().name().equals(claims.get("manner"))
                    && claims.get("exp") instanceof Number until
                    && until.longValue() > clock.instant().getEpochSecond();
            return ours ? Optional.of(permission(campus, claims)) : Optional.empty();
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Uses the permission up; false when that was done before. */
    public boolean use(Permission permission) {
        return used.add(permission.id());
    }

    public boolean spent(Permission permission) {
        return used.contains(permission.id());
    }

    private static Permission permission(Campus campus, Map<String, Object> claims) {
        Long number = "reg-update".equals(claims.get("scope")) ? Long.valueOf(String.valueOf(claims.get("sub"))) : null;
        return new Permission(
                String.valueOf(claims.get("jti")), campus.manner(), String.valueOf(claims.get("client")), number);
    }

    private String newClientId(Campus campus) {
        return campus.canvas() ? Invented.global(1000 + random.nextInt(1_000_000)) : letters(15);
    }

    private String letters(int many) {
        return random.ints(many, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(LETTERS.charAt(at)), StringBuilder::append)
                .toString();
    }
}
