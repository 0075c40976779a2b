package org.cairn.credential;

import java.time.Duration;
import org.cairn.award.Awards;
import org.cairn.lti.Institution;
import org.cairn.lti.Platforms;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/** The one thread that signs what was awarded: soon after it was on this node, by polling for the rest. */
@Component
class ProvingLane extends Worker {

    private static final int BATCH = 50;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Proving proving;
    private final Platforms platforms;

    ProvingLane(Proving proving, Awards awards, Platforms platforms) {
        super("proving");
        this.proving = proving;
        this.platforms = platforms;
        awards.onChanged(this::wake);
    }

    /** Goes round the institutions a batch at a time, so that a large one does not keep the others waiting. */
    @Override
    protected Duration round() {
        boolean more = false;
        for (Institution institution : platforms.institutions()) {
            more |= isRunning() && proving.prove(institution.id(), BATCH) > 0;
        }
        return more ? Duration.ZERO : POLL;
    }
}
