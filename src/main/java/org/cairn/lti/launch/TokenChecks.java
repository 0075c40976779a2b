package org.cairn.lti.launch;

import java.time.Clock;
import java.util.List;
import org.cairn.platform.Platform;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;

/**
 * Checks that a token was made by the platform, for us, now, and for this login: the OpenID Connect part of a launch
 * (1EdTech Security Framework 1.0 section 5.1.3).
 */
@Component
class TokenChecks {

    /** How far the platform's clock may be from ours. */
    private static final long LEEWAY_SECONDS = 120;

    private final Clock clock;

    TokenChecks(Clock clock) {
        this.clock = clock;
    }

    void check(Claims claims, Platform platform, LoginState state) {
        if (!platform.issuer().equals(claims.text("iss"))) {
            throw Refusal.TOKEN.because("the id_token is of another issuer");
        }
        checkAudience(claims, platform.clientId());
        String nonce = claims.text("nonce");
        if (nonce == null || !Tokens.same(nonce, state.nonce())) {
            throw Refusal.TOKEN.because("the nonce of the id_token is not the one we sent");
        }
        checkTimes(claims, state.begunAt().getEpochSecond());
    }

    private static void checkAudience(Claims claims, String clientId) {
        List<?> audience = claims.members().get("aud") instanceof List<?> list
                ? list
                : claims.has("aud") ? List.of(claims.members().get("aud")) : List.of();
        if (!audience.contains(clientId)) {
            throw Refusal.TOKEN.because("the id_token is meant for somebody else");
        }
        boolean forUs = clientId.equals(claims.text("azp"));
        if (!forUs && (audience.size() > 1 || claims.has("azp"))) {
            throw Refusal.TOKEN.because("the id_token was issued to another party");
        }
    }

    /** The token answers our nonce: if it says that it is older than the question, the clocks differ. */
    private void checkTimes(Claims claims, long asked) {
        long now = clock.instant().getEpochSecond();
        long expires = seconds(claims, "exp");
        long issued = seconds(claims, "iat");
        if (issued > now + LEEWAY_SECONDS || issued < asked - LEEWAY_SECONDS) {
            throw Refusal.CLOCK.because("the id_token was issued at another time: the clocks differ");
        }
        if (claims.has("nbf") && seconds(claims, "nbf") > now + LEEWAY_SECONDS) {
            throw Refusal.CLOCK.because("the id_token is not valid yet: the clocks differ");
        }
        if (expires + LEEWAY_SECONDS <= now || expires < issued) {
            throw Refusal.TOKEN.because("the id_token has expired");
        }
    }

    /** NumericDate may have a fraction (RFC 7519 section 2); anything beyond the year 5000 is nonsense. */
    private static long seconds(Claims claims, String name) {
        if (claims.members().get(name) instanceof Number number) {
            double value = number.doubleValue();
            if (value >= 0 && value < 1e11) {
                return (long) value;
            }
        }
        throw Refusal.TOKEN.because(name + " is missing or is no time");
    }
}
