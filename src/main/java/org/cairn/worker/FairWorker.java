package org.cairn.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cairn.vault.Untold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that serves many: a piece of work for each of them in a round, so that a busy one does not keep the others
 * waiting. One whose work fails does not, either: it alone is left in peace, a little longer each time.
 */
public abstract class FairWorker<T> extends Worker {

    /** What fails once or twice, such as a lost race, often passes by itself. */
    private static final int WORTH_TELLING = 3;

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(FairWorker.class);

    private final Duration poll;
    private final Supplier<List<T>> all;
    private final Map<T, Pause> pauses = new HashMap<>();

    /**
     * @param poll how long to rest after a round in which nobody had more to do
     */
    protected FairWorker(String name, Duration poll, Supplier<List<T>> all) {
        super(name);
        this.poll = poll;
        this.all = all;
    }

    /** Does a piece of work for one of them; true when there may be more to do for it at once. */
    protected abstract boolean serve(T one);

    private record Pause(int failures, long untilNanos) {

        private Duration left() {
            return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
        }
    }

    @Override
    protected Duration round() {
        List<T> now = all.get();
        pauses.keySet().retainAll(now);
        Duration rest = poll;
        for (T one : now) {
            if (isRunning()) {
                Duration theirs = rest(one);
                rest = theirs.compareTo(rest) < 0 ? theirs : rest;
            }
        }
        return rest;
    }

    /** Serves one, unless it is in its pause; answers how long it can wait for the next round. */
    private Duration rest(T one) {
        Pause pause = pauses.get(one);
        if (pause != null && pause.left().isPositive()) {
            return pause.left();
        }
        try {
            boolean more = serve(one);
            pauses.remove(one);
            return more ? Duration.ZERO : poll;
        } catch (RuntimeException | Error e) {
            Pause longer = longer(one, pause, e);
            pauses.put(one, longer);
            return longer.left();
        }
    }

    private Pause longer(T one, @Nullable Pause before, Throwable e) {
        int failures = before == null ? 1 : before.failures() + 1;
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 12));
        long millis = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        if (failures == WORTH_TELLING) {
            LOG.warn("{} failed {} times for {}; it is tried again", name(), failures, one, Untold.of(e));
        } else if (failures > WORTH_TELLING) {
            LOG.warn(
                    "{} failed {} times for {} ({})",
                    name(),
                    failures,
                    one,
                    e.getClass().getSimpleName());
        }
        return new Pause(failures, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
