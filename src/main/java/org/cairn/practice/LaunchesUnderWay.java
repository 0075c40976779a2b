package org.cairn.practice;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The launches that were begun and not yet answered; like Canvas's, each can be used once and soon. */
@Component
@Profile("practice")
class LaunchesUnderWay {

    private static final int MOST = 1000;
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Begun> begun = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
            return size() > MOST;
        }
    };

    LaunchesUnderWay(Clock clock) {
        this.clock = clock;
    }

    /** Who is being launched, and from which course. */
    record Begun(Person person, Course course, Instant until) {}

    /** Begins a launch and returns its {@code lti_message_hint}. */
    synchronized String begin(Person person, Course course) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String hint = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        begun.put(hint, new Begun(person, course, clock.instant().plus(LIFE)));
        return hint;
    }

    /** Takes the launch out, so that it cannot be used again. */
    synchronized Optional<Begun> take(String hint) {
        return Optional.ofNullable(begun.remove(hint)).filter(one -> one.until().isAfter(clock.instant()));
    }
}
