package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.cairn.vault.Vault;
import org.springframework.stereotype.Component;

/** Seals what a login must remember into the {@code state} parameter, and opens it again at the launch. */
@Component
class LoginStates {

    /** How long a person may take to sign in at the platform between login and launch. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PURPOSE = "lti-state";
    private static final int LONGEST = 2048;

    private final Vault vault;
    private final Clock clock;

    LoginStates(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    String seal(LoginState state) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(PURPOSE, state.toBytes()));
    }

    /**
     * Opens a state of ours, which may have expired: the caller decides what that means.
     *
     * @throws LaunchRefused when it is not ours
     */
    LoginState open(String sealed) {
        if (sealed.length() > LONGEST) {
            throw Refusal.STATE.because("the state is too long");
        }
        try {
            return LoginState.of(vault.open(PURPOSE, Base64.getUrlDecoder().decode(sealed)))
                    .orElseThrow(() -> Refusal.STATE.because("the state is of another version"));
        } catch (IllegalArgumentException | Vault.NotSealedHere e) {
            throw Refusal.STATE.because("the state is not ours");
        }
    }

    boolean hasExpired(LoginState state) {
        return !clock.instant().isBefore(state.expiresAt());
    }
}
