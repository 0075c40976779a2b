package org.cairn.credential;

import java.time.Duration;
import org.cairn.award.Awards;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.springframework.stereotype.Component;

/** The one thread that signs what was awarded: soon after it was on this node, by polling for the rest. */
@Component
class ProvingLane extends FairWorker<Institution> {

    private static final int BATCH = 50;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Proving proving;

    ProvingLane(Proving proving, Awards awards, Platforms platforms) {
        super("proving", POLL, platforms::institutions);
        this.proving = proving;
        awards.onChanged(this::wake);
    }

    @Override
    protected boolean serve(Institution institution) {
        return proving.prove(institution.id(), BATCH) > 0;
    }
}
