package org.cairn.ingest.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was taken in and is not safe yet: bounded in number and in size. */
@Component
class Arriving {

    /** So many messages share one commit. */
    static final int GROUP = 500;

    private static final long GROUP_CHARACTERS = 8L * 1024 * 1024;
    private static final int MOST_PARCELS = 8_192;
    private static final long MOST_CHARACTERS =
            Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);

    private final BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(MOST_PARCELS);
    private final AtomicLong characters = new AtomicLong();

    /** Returns false when too much waits already. */
    boolean offer(Parcel parcel) {
        long size = parcel.characters();
        if (characters.addAndGet(size) > MOST_CHARACTERS && characters.get() > size || !queue.offer(parcel)) {
            characters.addAndGet(-size);
            return false;
        }
        return true;
    }

    /** Takes what waits, up to a group; waits a moment for it to come, and returns null when nothing does. */
    @Nullable
    Group take(long millis) throws InterruptedException {
        return group(queue.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Nullable
    Group takeNow() {
        return group(queue.poll());
    }

    /** Takes a group if what waits longest has waited too long. */
    @Nullable
    Group takeLate(long nanoTime) {
        Parcel first = queue.peek();
        return first != null && nanoTime - first.deadline() >= 0 ? group(queue.poll()) : null;
    }

    private @Nullable Group group(@Nullable Parcel first) {
        if (first == null) {
            return null;
        }
        List<Parcel> parcels = new ArrayList<>();
        Parcel next = first;
        int messages = 0;
        long size = 0;
        while (next != null) {
            parcels.add(next);
            messages += next.messages().size();
            size += next.characters();
            next = messages < GROUP && size < GROUP_CHARACTERS ? queue.poll() : null;
        }
        return new Group(parcels);
    }

    /** Says that a group taken from here needs no room any more. */
    void release(Group group) {
        group.parcels().forEach(parcel -> characters.addAndGet(-parcel.characters()));
    }
}
