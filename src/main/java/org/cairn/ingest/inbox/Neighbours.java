package org.cairn.ingest.inbox;

import java.time.Duration;
import java.util.Objects;
import org.cairn.database.Dialect;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Knows how late what another node took in may come to the database. */
@Component
class Neighbours {

    /** For clocks that differ, and for what is written when patience ends. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private final boolean mayBe;
    private final OnDisk disk;
    private final InboxSettings settings;

    /** The embedded database has one node only. */
    Neighbours(JdbcTemplate template, OnDisk disk, InboxSettings settings) {
        this.mayBe = Dialect.of(Objects.requireNonNull(template.getDataSource())) != Dialect.H2;
        this.disk = disk;
        this.settings = settings;
    }

    /** They are as patient as this node is; what they keep on their disks comes later still. */
    Duration lag() {
        return mayBe ? settings.patience(disk.isOn()).plus(SPARE) : Duration.ZERO;
    }
}
