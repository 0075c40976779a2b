package org.cairn.award;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.cairn.evidence.LookAgain;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.springframework.stereotype.Component;

/** This node's worker: looks at marked learners soon after they were marked here, and within a second elsewhere. */
@Component
class AwardWorker extends FairWorker<Institution> {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_GRACE_CHECKS = Duration.ofMinutes(1);

    private final Looks looks;
    private final Clock clock;
    private Instant nextGraceCheck = Instant.MIN;
    private boolean graceToo;

    AwardWorker(Looks looks, Platforms platforms, LookAgain lookAgain, Clock clock) {
        super("award-worker", POLL, platforms::institutions);
        this.looks = looks;
        this.clock = clock;
        lookAgain.onMarked(this::wake);
    }

    @Override
    protected Duration round() {
        graceToo = !clock.instant().isBefore(nextGraceCheck);
        if (graceToo) {
            nextGraceCheck = clock.instant().plus(BETWEEN_GRACE_CHECKS);
        }
        return super.round();
    }

    /** One batch. */
    @Override
    protected boolean serve(Institution institution) {
        if (graceToo) {
            looks.lookAtOverdue(institution.id());
        }
        return looks.lookAtSome(institution.id()) > 0;
    }
}
