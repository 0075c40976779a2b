package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.cairn.TestDatabase;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.TestEvidence;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.Watch;
import org.cairn.ingest.spool.Spool;
import org.cairn.ingest.spool.TestSpool;
import org.cairn.lti.CourseLearned;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.IdentifiersLearned;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.people.NamesSpread;
import org.cairn.people.Person;
import org.cairn.people.TestPeople;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The whole of ingestion on a test database, without starting the application: one node of it. */
public final class TestIngest implements AutoCloseable {

    /** What was told to the other rooms, in this order. */
    public final List<Object> heard = new CopyOnWriteArrayList<>();

    public final TestLti lti;
    public final TestPeople people;
    public final TestEvidence.Storage evidence;
    public final Feeds feeds;
    public final OpenFeeds openFeeds;
    public final Ingestion ingestion;
    public final Watch watch;
    public final Quarantine quarantine;
    public final TestDatabase.Fresh database;
    final JdbcInbox rows;
    public final Inbox inbox;
    private final InboxWriter writer;
    private final InboxWatch inboxWatch;
    private final Drain drain;
    final Circuit circuit;
    private final Underway underway;
    public final KeptMessages kept;
    final Spool spool;
    final Work work;
    final Parking parking;
    private final Lane lane;
    /** Where tests put what the watch asks besides. */
    public final StaticListableBeanFactory beans = new StaticListableBeanFactory();

    private final Enrolments enrolments;
    private final Forgetting forgetting;

    public TestIngest(TestDatabase.Fresh database, Clock clock, Translator translator) {
        this(database, clock, List.of(translator), log -> log);
    }

    public TestIngest(TestDatabase.Fresh database, Clock clock, List<Translator> translators) {
        this(database, clock, translators, log -> log);
    }

    public TestIngest(
            TestDatabase.Fresh database, Clock clock, Translator translator, UnaryOperator<EvidenceLog> around) {
        this(database, clock, List.of(translator), around);
    }

    public TestIngest(
            TestDatabase.Fresh database, Clock clock, List<Translator> translators, UnaryOperator<EvidenceLog> around) {
        // so patient that a busy machine does not look like a database that is away
        this(database, clock, translators, around, TestSpool.off(), Duration.ofSeconds(60));
    }

    /** With a spool, and a patience with the database. */
    TestIngest(
            TestDatabase.Fresh database,
            Clock clock,
            List<Translator> translators,
            UnaryOperator<EvidenceLog> around,
            Spool spool,
            Duration patience) {
        this.spool = spool;
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        PlatformTransactionManager transactions = database.transactions().getTransactionManager();
        AtomicReference<TestIngest> self = new AtomicReference<>();
        lti = TestLti.on(database, event -> self.get().hear(event), clock);
        evidence = TestEvidence.on(database);
        JdbcFeeds feedRows = new JdbcFeeds(database.jdbc(), clock);
        circuit = new Circuit(clock);
        openFeeds = new OpenFeeds(feedRows, lti.platforms(), circuit, clock);
        feeds = new OfferedFeeds(feedRows, openFeeds, transactions, clock);
        JdbcConflicts conflictRows = new JdbcConflicts(template);
        ingestion = new JdbcIngestion(database.jdbc(), conflictRows, clock);
        this.database = database;
        watch = new FeedWatch(
                feeds,
                new JdbcFigures(database.jdbc()),
                conflictRows,
                lti.platforms(),
                beans.getBeanProvider(Pulls.class),
                beans.getBeanProvider(Uploads.class),
                clock);
        rows = new JdbcInbox(template);
        InboxBell bell = new InboxBell();
        JdbcParking parked = new JdbcParking(template);
        parking = new Parking(parked, lti.learners(), bell, clock);
        JdbcMending mendingRows = new JdbcMending(template);
        JdbcQuarantine quarantineRows = new JdbcQuarantine(template);
        Mending mending = new Mending(mendingRows, clock);
        enrolments = new Enrolments(lti.courses(), new JdbcEnrolments(database.jdbc()));
        people = TestPeople.on(database, lti.platforms(), event -> self.get().hear(event), clock);
        Batch batch = new Batch(
                translators,
                lti.learners(),
                new Origins(feedRows, lti.platforms(), clock),
                enrolments,
                around.apply(evidence.log()),
                evidence.activities(),
                rows,
                parked,
                new JdbcFiles(template),
                mending,
                new Retelling(lti.learners(), mendingRows, quarantineRows, TestEvidence.retraction(database)),
                event -> self.get().hear(event),
                clock);
        JdbcForgetting forgettingRows = new JdbcForgetting(template);
        forgetting = new Forgetting(
                evidence.log(),
                forgettingRows,
                new Traces(forgettingRows, mending, batch),
                new JdbcFiles(template),
                new JdbcEnrolments(database.jdbc()),
                spool);
        Conflicts conflicts = new Conflicts(conflictRows, quarantineRows, mending, batch);
        Storing storing = new Storing(rows, conflicts, spool, transactions, bell);
        OnDisk disk = new OnDisk(spool);
        Arriving arriving = new Arriving();
        underway = new Underway(spool, clock);
        kept = new JdbcKeptMessages(template, underway);
        writer = new InboxWriter(arriving, underway, storing, disk, circuit, clock, new InboxSettings(patience));
        inboxWatch = new InboxWatch(writer, arriving, disk, circuit);
        drain = new Drain(spool, storing, circuit, disk);
        inbox = writer;
        quarantine = new KeptQuarantine(
                quarantineRows, mendingRows, mending, batch, lti.learners(), bell, transactions, clock);
        work = new Work(rows, batch, parking, transactions, clock);
        lane = new Lane(work, lti.platforms(), writer, bell);
        self.set(this);
        writer.start();
        inboxWatch.start();
        drain.start();
    }

    private void hear(Object event) {
        heard.add(event);
        if (event instanceof IdentifiersLearned learned) {
            parking.on(learned);
        } else if (event instanceof NamesSpread spread) {
            parking.on(spread);
        } else if (event instanceof CourseLearned learned) {
            enrolments.on(learned);
        } else if (event instanceof LearnerErased erased) {
            parking.on(erased);
            forgetting.on(erased);
        } else if (event instanceof LearnersMerged merged) {
            enrolments.on(merged);
        } else if (event instanceof LearnersParted parted) {
            enrolments.on(parted);
        }
        TestEvidence.hearing(database, event);
    }

    public Feed feed(Platform platform) {
        return feeds.add(platform.id(), FeedKind.CANVAS, null, true);
    }

    /** Makes somebody known to the platform by this id in the student information system. */
    LearnerId known(Platform platform, String sis) {
        Person person = TestLti.person(sis, TestLti.sub("sub-" + sis), new Identifier(IdentifierKind.SIS, sis));
        return database.transactions().execute(status -> lti.learners().know(platform.id(), person));
    }

    public TestIngest withLane() {
        lane.start();
        return this;
    }

    public Ingestion.Tally tally(InstitutionId institution) {
        return ingestion.tally(institution);
    }

    /** Works off what waits, on this thread. */
    public int workOff(InstitutionId institution) {
        return work.workOff(institution);
    }

    /** Stores these messages and waits until they are stored. */
    public void store(Incoming... messages) throws Exception {
        inbox.store(List.of(messages)).get();
    }

    SpoolGauge gauge() {
        return new SpoolGauge(spool, circuit);
    }

    public void stopStoring() {
        writer.stop();
    }

    @Override
    public void close() {
        lane.stop();
        writer.stop();
        drain.stop();
        inboxWatch.stop();
        spool.destroy();
    }
}
