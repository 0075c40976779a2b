package org.cairn.ingest.work;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.InboxWriter;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.springframework.stereotype.Component;

/**
 * This node's one thread that works off inboxes: woken when something came in here, and looking every second for what
 * came in on other nodes. One is enough, for it takes messages by the hundred.
 *
 * <p>Those who send go first, for they give up, and what is stored can wait: while more comes in than is worked off, it
 * rests most of the time and leaves processors and disk to them.
 */
@Component
class Lane extends FairWorker<Institution> {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int RESTS = 3;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Work work;
    private final InboxWriter writer;
    private int workedOff;

    Lane(Work work, Platforms platforms, InboxWriter writer, InboxBell bell) {
        super("cairn-ingest", POLL, platforms::institutions);
        this.work = work;
        this.writer = writer;
        bell.onRing(this::wake);
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() {
        long before = writer.stored();
        long begin = System.nanoTime();
        workedOff = 0;
        Duration pause = super.round();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // a rest that new messages do not end
        LockSupport.parkNanos(rest(writer.stored() - before, workedOff, took).toNanos());
        return pause;
    }

    @Override
    protected boolean serve(Institution institution) {
        int done = work.workOff(institution.id());
        workedOff += done;
        work.lookForPeople(institution.id());
        return done >= Work.MOST_AT_ONCE;
    }

    /** How long to leave senders alone after so much came in and was worked off in that time. */
    static Duration rest(long cameIn, int workedOff, Duration took) {
        Duration rest = took.multipliedBy(RESTS);
        if (workedOff == 0 || cameIn <= workedOff) {
            return Duration.ZERO;
        }
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
}
