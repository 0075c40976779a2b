package org.cairn.ingest.inbox;

import java.time.Duration;
import org.cairn.database.Dialect;
import org.springframework.stereotype.Component;

/** Knows how late what another node took in may come to the database. */
@Component
class Neighbours {

    /** For clocks that differ, and for what is written when patience ends. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private final OnDisk disk;
    private final InboxSettings settings;

    Neighbours(OnDisk disk, InboxSettings settings) {
        this.disk = disk;
        this.settings = settings;
    }

    /**
     * They are as patient as this node is; what they keep on their disks comes later still. An embedded database has no
     * other node.
     */
    Duration lag(Dialect dialect) {
        return switch (dialect) {
            case H2 -> Duration.ZERO;
            case POSTGRES -> settings.patience(disk.isOn()).plus(SPARE);
        };
    }
}
