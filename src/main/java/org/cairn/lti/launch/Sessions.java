package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.cairn.lti.Launch;
import org.cairn.lti.Launches;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The sessions that launches opened; a token is a handle and a secret with a dot between. */
@Component
class Sessions implements Launches {

    /** A school day; who comes later launches again, and thereby brings their present role. */
    static final Duration LIFETIME = Duration.ofHours(8);

    /** How long a browser without cookies has to prove that it began the login. */
    static final Duration PROOF_WITHIN = Duration.ofMinutes(2);

    private final JdbcSessions jdbc;
    private final Platforms platforms;
    private final Clock clock;
    private final SessionMemory memory;

    Sessions(JdbcSessions jdbc, Platforms platforms, Clock clock) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.clock = clock;
        this.memory = new SessionMemory(clock);
    }

    @Override
    public Optional<Launch> find(String token) {
        int dot = token.indexOf('.');
        return dot < 0 ? Optional.empty() : find(token.substring(0, dot), token.substring(dot + 1), token);
    }

    /** Finds the launch of a handle if the secret is right; its links will carry {@code token}. */
    Optional<Launch> find(String handle, String secret, String token) {
        return stored(handle)
                .filter(session -> session.isOpenedBy(secret))
                .filter(session -> !session.hasExpired(clock.instant()))
                .filter(session -> platforms
                        .find(session.platform())
                        .filter(Platform::active)
                        .isPresent())
                .map(session -> session.toLaunch(token));
    }

    /** Says who may frame the page on which somebody learns that this session is over. */
    List<String> frameAncestors(String handle) {
        return stored(handle).map(Session::frameAncestors).orElse(List.of());
    }

    /** Says where on the platform somebody can open us again whose session this was. */
    Optional<String> again(String handle) {
        return stored(handle)
                .flatMap(session -> platforms
                        .find(session.platform())
                        .flatMap(platform -> Optional.ofNullable(Again.at(platform, session.returnUrl()))));
    }

    /** Other nodes follow within seconds. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(LearnersMerged merged) {
        if (merged.linked()) {
            memory.forgetAll();
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(LearnersParted parted) {
        memory.forgetAll();
    }

    /** In the transaction that erases them. */
    @EventListener
    void erase(LearnerErased erased) {
        jdbc.erase(erased.accounts(), now());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(LearnerErased erased) {
        memory.forgetAll();
    }

    @Override
    public void end(Launch launch) {
        String handle = handle(launch.token());
        jdbc.end(handle, now());
        memory.forget(handle);
    }

    /** Keeps a session that was just opened at hand, because its first page is about to be asked for. */
    void opened(Session session) {
        memory.put(session);
    }

    /**
     * Completes a launch whose browser returned no cookie but knows the secret of its login.
     *
     * @return the token of the session; empty when the proof is wrong, late or repeated
     */
    Optional<String> prove(String handle, String loginSecret) {
        String secret = Tokens.next();
        boolean proved = handle.length() == 32
                && jdbc.prove(handle, Tokens.digest(loginSecret), Tokens.digest(secret), now(), now().plus(LIFETIME));
        memory.forget(handle);
        return proved ? Optional.of(handle + "." + secret) : Optional.empty();
    }

    static String handle(String token) {
        int dot = token.indexOf('.');
        return dot < 0 ? token : token.substring(0, dot);
    }

    private Optional<Session> stored(String handle) {
        if (handle.length() != 32) {
            return Optional.empty();
        }
        Session remembered = memory.get(handle);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Session> read = jdbc.find(handle);
        read.filter(session -> session.secret() != null).ifPresent(memory::put);
        return read;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
