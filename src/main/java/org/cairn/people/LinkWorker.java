package org.cairn.people;

import java.time.Duration;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.springframework.stereotype.Component;

/** Looks, in the background, for people who are one by an id that their platforms share. */
@Component
class LinkWorker extends FairWorker<Institution> {

    private static final Duration REST = Duration.ofSeconds(20);

    private final SharedIds ids;

    LinkWorker(SharedIds ids, Platforms platforms, LinkBell bell) {
        super("links", REST, platforms::institutions);
        this.ids = ids;
        bell.onRing(this::wake);
    }

    @Override
    protected boolean serve(Institution institution) {
        return ids.work(institution.id());
    }
}
