package org.cairn.ingest.upload;

import java.time.Duration;
import org.cairn.lti.Institution;
import org.cairn.lti.Platforms;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/** This node's one thread that takes in confirmed files. */
@Component
class UploadLane extends Worker {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final TakingIn takingIn;
    private final Platforms platforms;

    UploadLane(TakingIn takingIn, Platforms platforms, UploadBell bell) {
        super("cairn-uploads");
        this.takingIn = takingIn;
        this.platforms = platforms;
        bell.onRing(this::wake);
    }

    /** Stops before the inbox does, into which it writes. */
    @Override
    public int getPhase() {
        return 10;
    }

    @Override
    protected Duration round() {
        for (Institution institution : platforms.institutions()) {
            while (isRunning() && takingIn.one(institution.id())) {
                // the next part
            }
            takingIn.purge(institution.id());
        }
        return POLL;
    }
}
