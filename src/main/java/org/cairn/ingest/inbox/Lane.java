package org.cairn.ingest.inbox;

import java.time.Duration;
import org.cairn.lti.Institution;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platforms;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * This node's one thread that works off inboxes: woken when something came in here, and looking every second for what
 * came in on other nodes. One is enough, for it takes messages by the hundred.
 */
@Component
class Lane extends Worker {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Work work;
    private final Platforms platforms;

    Lane(Work work, Platforms platforms, InboxBell bell) {
        super("cairn-ingest");
        this.work = work;
        this.platforms = platforms;
        bell.onRing(this::wake);
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() {
        Duration pause = POLL;
        for (Institution institution : platforms.institutions()) {
            if (work(institution.id()) >= Work.MOST_AT_ONCE) {
                pause = Duration.ZERO;
            }
        }
        return pause;
    }

    private int work(InstitutionId institution) {
        if (!isRunning()) {
            return 0;
        }
        int done = work.workOff(institution);
        work.lookForPeople(institution);
        return done;
    }
}
