package org.cairn.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.cairn.TestDatabase;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.TestEvidence;
import org.cairn.ingest.aside.TestAside;
import org.cairn.ingest.feed.OpenFeeds;
import org.cairn.ingest.feed.TestFeeds;
import org.cairn.ingest.forgetting.TestForgetting;
import org.cairn.ingest.inbox.Circuit;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.TestInbox;
import org.cairn.ingest.meaning.TestMeaning;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.spool.Spool;
import org.cairn.ingest.spool.TestSpool;
import org.cairn.ingest.work.Bystander;
import org.cairn.ingest.work.TestWork;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Person;
import org.cairn.people.TestPeople;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

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
    public final FeedAccounts accounts;
    public final TestDatabase.Fresh database;
    public final Inbox inbox;
    public final KeptMessages kept;
    public final Circuit circuit;
    public final Spool spool;
    public final Waiting waiting;

    /** Where tests put what the watch asks besides. */
    public final StaticListableBeanFactory beans = new StaticListableBeanFactory();

    private final TestInbox storing;
    private final TestAside aside;
    private final TestForgetting forgetting;
    private final TestWork work;

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
    public TestIngest(
            TestDatabase.Fresh database,
            Clock clock,
            List<Translator> translators,
            UnaryOperator<EvidenceLog> around,
            Spool spool,
            Duration patience) {
        this.database = database;
        this.spool = spool;
        AtomicReference<TestIngest> self = new AtomicReference<>();
        lti = TestLti.on(database, event -> self.get().hear(event), clock);
        evidence = TestEvidence.on(database);
        people = TestPeople.on(database, lti.platforms(), event -> self.get().hear(event), clock);
        circuit = TestInbox.circuit(clock);
        TestFeeds ways = TestFeeds.on(database, clock, lti.platforms(), circuit, beans);
        feeds = ways.feeds();
        openFeeds = ways.open();
        watch = ways.watch();
        InboxBell bell = new InboxBell();
        TestMeaning meaning = TestMeaning.on(database, clock, translators, feeds, lti.platforms());
        aside = TestAside.on(database, clock, meaning, lti.learners(), bell, feeds, lti.platforms());
        ingestion = aside.ingestion();
        quarantine = aside.quarantine();
        accounts = aside.accounts();
        waiting = aside.parking();
        forgetting = TestForgetting.on(database, evidence.log(), meaning, spool);
        storing = TestInbox.on(database, clock, circuit, bell, aside.repeats(), spool, patience);
        inbox = storing.writer;
        kept = storing.kept;
        work = TestWork.on(
                database,
                clock,
                lti,
                meaning,
                aside,
                forgetting.latecomers,
                around.apply(evidence.log()),
                evidence.activities(),
                event -> self.get().hear(event),
                storing.writer,
                bell);
        self.set(this);
        storing.start();
    }

    private void hear(Object event) {
        heard.add(event);
        aside.hear(event);
        forgetting.hear(event);
        work.hear(event);
        TestEvidence.hearing(database, event);
    }

    /** What was kept, read through this. */
    public KeptMessages kept(DataSource through) {
        return storing.kept(through);
    }

    /** What is worked off from now on is shown to this one as well. */
    public void show(Bystander bystander) {
        work.lookers.add(bystander);
    }

    public Feed feed(Platform platform) {
        return feeds.add(platform.id(), FeedKind.CANVAS, null, true);
    }

    /** Makes somebody known to the platform by this id in the student information system. */
    public LearnerId known(Platform platform, String sis) {
        Person person = TestLti.person(sis, TestLti.sub("sub-" + sis), new Identifier(IdentifierKind.SIS, sis));
        return database.transactions().execute(status -> lti.learners().know(platform.id(), person));
    }

    public TestIngest withLane() {
        work.start();
        return this;
    }

    public Ingestion.Tally tally(InstitutionId institution) {
        return ingestion.tally(institution);
    }

    /** Works off what waits, on this thread. */
    public int workOff(InstitutionId institution) {
        return work.workOff(institution);
    }

    /** Looks for the people of parked messages whose turn has come. */
    public void lookForPeople(InstitutionId institution) {
        work.lookForPeople(institution);
    }

    /** Stores these messages and waits until they are stored. */
    public void store(Incoming... messages) throws Exception {
        inbox.store(List.of(messages)).get();
    }

    public Spools gauge() {
        return storing.gauge();
    }

    public void stopStoring() {
        storing.writer.stop();
    }

    @Override
    public void close() {
        work.stop();
        storing.close();
    }
}
