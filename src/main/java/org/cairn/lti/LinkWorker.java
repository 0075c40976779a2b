package org.cairn.lti;

import java.time.Duration;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/** Looks, in the background, for people who are one by an id that their platforms share. */
@Component
class LinkWorker extends Worker {

    private static final Duration REST = Duration.ofSeconds(20);

    private final SharedIds ids;
    private final Platforms platforms;

    LinkWorker(SharedIds ids, Platforms platforms, LinkBell bell) {
        super("links");
        this.ids = ids;
        this.platforms = platforms;
        bell.onRing(this::wake);
    }

    @Override
    protected Duration round() {
        boolean worked = false;
        for (Institution institution : platforms.institutions()) {
            worked |= ids.work(institution.id());
        }
        return worked ? Duration.ZERO : REST;
    }
}
