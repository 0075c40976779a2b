package org.cairn.award;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.cairn.evidence.LookAgain;
import org.cairn.lti.Institution;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platforms;
import org.cairn.vault.Untold;
import org.cairn.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** This node's worker: looks at marked learners soon after they were marked here, and within a second elsewhere. */
@Component
class AwardWorker extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(AwardWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_GRACE_CHECKS = Duration.ofMinutes(1);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Looks looks;
    private final Platforms platforms;
    private final Clock clock;
    private final Map<InstitutionId, Pause> pauses = new HashMap<>();
    private Instant nextGraceCheck = Instant.MIN;

    AwardWorker(Looks looks, Platforms platforms, LookAgain lookAgain, Clock clock) {
        super("award-worker");
        this.looks = looks;
        this.platforms = platforms;
        this.clock = clock;
        lookAgain.onMarked(this::wake);
    }

    private record Pause(int failures, long untilNanos) {

        private boolean isOver() {
            return System.nanoTime() - untilNanos >= 0;
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
        }
    }

    /** One batch for every institution, so that a busy one does not keep the others waiting; at once again if any was full. */
    @Override
    protected Duration round() {
        boolean graceToo = !clock.instant().isBefore(nextGraceCheck);
        if (graceToo) {
            nextGraceCheck = clock.instant().plus(BETWEEN_GRACE_CHECKS);
        }
        Duration rest = POLL;
        for (Institution institution : platforms.institutions()) {
            Duration theirs = serve(institution.id(), graceToo);
            rest = theirs.compareTo(rest) < 0 ? theirs : rest;
        }
        return rest;
    }

    /** Answers how long this institution can wait for the next look. */
    private Duration serve(InstitutionId institution, boolean graceToo) {
        Pause pause = pauses.get(institution);
        if (pause != null && !pause.isOver()) {
            return pause.left();
        }
        try {
            if (graceToo) {
                looks.lookAtOverdue(institution);
            }
            boolean busy = looks.lookAtSome(institution) > 0;
            pauses.remove(institution);
            return busy ? Duration.ZERO : POLL;
        } catch (RuntimeException e) {
            Pause longer = longer(institution, pause, e);
            pauses.put(institution, longer);
            return longer.left();
        }
    }

    private static Pause longer(InstitutionId institution, @Nullable Pause before, RuntimeException e) {
        int failures = before == null ? 1 : before.failures() + 1;
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 12));
        long millis = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        if (failures > 3 || !Looks.mayPass(e)) {
            LOG.warn(
                    "Institution {}: looking again failed {} times, next try in {} ms",
                    institution.value(),
                    failures,
                    millis,
                    Untold.of(e));
        }
        return new Pause(failures, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
