package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.cairn.TestDatabase;
import org.cairn.ingest.Spools;
import org.cairn.ingest.spool.Spool;
import org.springframework.jdbc.core.JdbcTemplate;

/** One node's storing on a test database. */
public final class TestInbox implements AutoCloseable {

    private final Circuit circuit;
    private final Underway underway;
    private final Neighbours neighbours;
    public final KeptMessages kept;
    public final InboxWriter writer;
    private final Spool spool;
    private final InboxWatch watch;
    private final Drain drain;

    private TestInbox(
            TestDatabase.Fresh database,
            Clock clock,
            Circuit circuit,
            InboxBell bell,
            Repeats repeats,
            Spool spool,
            Duration patience) {
        this.circuit = circuit;
        this.spool = spool;
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        Storing storing = new Storing(
                new JdbcArrivals(template),
                repeats,
                spool,
                database.transactions().getTransactionManager(),
                bell);
        OnDisk disk = new OnDisk(spool);
        Arriving arriving = new Arriving();
        underway = new Underway(spool, clock);
        InboxSettings settings = new InboxSettings(patience);
        neighbours = new Neighbours(template, disk, settings);
        kept = new JdbcKeptMessages(template, underway, neighbours);
        writer = new InboxWriter(arriving, underway, storing, disk, circuit, clock, settings);
        watch = new InboxWatch(writer, arriving, disk, circuit);
        drain = new Drain(spool, storing, circuit, disk);
    }

    /** With a spool, and a patience with the database; stores nothing before it is started. */
    public static TestInbox on(
            TestDatabase.Fresh database,
            Clock clock,
            Circuit circuit,
            InboxBell bell,
            Repeats repeats,
            Spool spool,
            Duration patience) {
        return new TestInbox(database, clock, circuit, bell, repeats, spool, patience);
    }

    public static Circuit circuit(Clock clock) {
        return new Circuit(clock);
    }

    /** What was kept, read through this. */
    public KeptMessages kept(DataSource through) {
        return new JdbcKeptMessages(new JdbcTemplate(through), underway, neighbours);
    }

    /** A message as it lies on disk. */
    public static byte[] spooled(Incoming message, Instant at) {
        return SpooledMessage.bytes(new Heard(message, at));
    }

    public void start() {
        writer.start();
        watch.start();
        drain.start();
    }

    public Spools gauge() {
        return new SpoolGauge(spool, circuit);
    }

    @Override
    public void close() {
        writer.stop();
        drain.stop();
        watch.stop();
        spool.destroy();
    }
}
