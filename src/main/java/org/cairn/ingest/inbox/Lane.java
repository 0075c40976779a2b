package org.cairn.ingest.inbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cairn.lti.Institution;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platforms;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * This node's one thread that works off inboxes: woken when something came in here, and looking every second for what
 * came in on other nodes. One is enough, for it takes messages by the hundred.
 *
 * <p>Those who send go first, for they give up, and what is stored can wait: while more comes in than is worked off, it
 * rests most of the time and leaves processors and disk to them.
 */
@Component
class Lane extends Worker {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int RESTS = 3;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Work work;
    private final Platforms platforms;
    private final InboxWriter writer;

    Lane(Work work, Platforms platforms, InboxWriter writer, InboxBell bell) {
        super("cairn-ingest");
        this.work = work;
        this.platforms = platforms;
        this.writer = writer;
        bell.onRing(this::wake);
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() throws InterruptedException {
        Duration pause = POLL;
        for (Institution institution : platforms.institutions()) {
            if (isRunning() && work(institution.id()) >= Work.MOST_AT_ONCE) {
                pause = Duration.ZERO;
            }
        }
        return pause;
    }

    private int work(InstitutionId institution) throws InterruptedException {
        long before = writer.stored();
        long begin = System.nanoTime();
        int done = work.workOff(institution);
        work.lookForPeople(institution);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // a rest that new messages do not end
        TimeUnit.NANOSECONDS.sleep(rest(writer.stored() - before, done, took).toNanos());
        return done;
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
