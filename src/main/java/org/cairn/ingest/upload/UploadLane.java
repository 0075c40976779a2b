package org.cairn.ingest.upload;

import java.time.Duration;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.springframework.stereotype.Component;

/** This node's one thread that takes in confirmed files. */
@Component
class UploadLane extends FairWorker<Institution> {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final TakingIn takingIn;

    UploadLane(TakingIn takingIn, Platforms platforms, UploadBell bell) {
        super("cairn-uploads", POLL, platforms::institutions);
        this.takingIn = takingIn;
        bell.onRing(this::wake);
    }

    /** Stops before the inbox does, into which it writes. */
    @Override
    public int getPhase() {
        return 10;
    }

    @Override
    protected boolean serve(Institution institution) {
        boolean taken = takingIn.one(institution.id());
        if (!taken) {
            takingIn.purge(institution.id());
        }
        return taken;
    }
}
