package org.cairn.practice.lti;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The launches that were begun and not yet answered; each can be used once and soon. */
@Component
@Profile("practice")
public class LaunchesUnderWay {

    private static final int MOST = 1000;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PICKING = Duration.ofHours(1);

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

    private record Begun(Launching launching, Instant until) {}

    /** Begins a launch and returns the one-time key to it. */
    synchronized String begin(Launching launching) {
        String key = next();
        begun.put(key, new Begun(launching, clock.instant().plus(LIFE)));
        return key;
    }

    /** Makes the errand of picking content, whose answer must bring the key along. */
    public synchronized Launching picking(Campus campus, Tool tool, Person person, Course course, String placement) {
        String key = next();
        Launching launching = new Launching(campus, tool, person, course, new Errand.Pick(placement, key));
        begun.put(key, new Begun(launching, clock.instant().plus(PICKING)));
        return launching;
    }

    /** Takes the launch out, so that it cannot be used again. */
    public synchronized Optional<Launching> take(String key) {
        return Optional.ofNullable(begun.remove(key)).filter(this::fresh).map(Begun::launching);
    }

    /** Looks at the launch and leaves it. */
    public synchronized Optional<Launching> look(String key) {
        return Optional.ofNullable(begun.get(key)).filter(this::fresh).map(Begun::launching);
    }

    private boolean fresh(Begun one) {
        return one.until().isAfter(clock.instant());
    }

    private String next() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
