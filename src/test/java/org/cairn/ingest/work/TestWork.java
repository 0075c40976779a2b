package org.cairn.ingest.work;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.TestDatabase;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.ingest.aside.TestAside;
import org.cairn.ingest.forgetting.Latecomers;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.InboxWriter;
import org.cairn.ingest.meaning.TestMeaning;
import org.cairn.lti.CourseLearned;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.InstitutionId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;

/** One node's working off, on a test database. */
public final class TestWork {

    /** Where tests put who looks on. */
    public final List<Bystander> lookers;

    private final Enrolments enrolments;
    private final Work work;
    private final Lane lane;

    private TestWork(List<Bystander> lookers, Enrolments enrolments, Work work, Lane lane) {
        this.lookers = lookers;
        this.enrolments = enrolments;
        this.work = work;
        this.lane = lane;
    }

    /** Its thread works only between {@link #start} and {@link #stop}. */
    public static TestWork on(
            TestDatabase.Fresh database,
            Clock clock,
            TestLti lti,
            TestMeaning meaning,
            TestAside aside,
            Latecomers latecomers,
            EvidenceLog log,
            KnownActivities activities,
            ApplicationEventPublisher events,
            InboxWriter writer,
            InboxBell bell) {
        JdbcClaims claims = new JdbcClaims(new JdbcTemplate(database.dataSource()));
        Enrolments enrolments = new Enrolments(lti.courses(), new JdbcEnrolments(database.jdbc()));
        List<Bystander> lookers = new CopyOnWriteArrayList<>();
        Batch batch = new Batch(
                lti.learners(),
                lti.platforms(),
                meaning.meanings(),
                enrolments,
                log,
                activities,
                claims,
                aside.parking(),
                latecomers,
                meaning.mending(),
                aside.retelling(),
                new Bystanders(
                        lookers, Objects.requireNonNull(database.transactions().getTransactionManager())),
                events,
                clock);
        Work work =
                new Work(claims, batch, aside.parking(), database.transactions().getTransactionManager(), clock);
        return new TestWork(lookers, enrolments, work, new Lane(work, lti.platforms(), writer, bell));
    }

    public int workOff(InstitutionId institution) {
        return work.workOff(institution);
    }

    public void lookForPeople(InstitutionId institution) {
        work.lookForPeople(institution);
    }

    public void start() {
        lane.start();
    }

    public void stop() {
        lane.stop();
    }

    public void hear(Object event) {
        switch (event) {
            case CourseLearned learned -> enrolments.on(learned);
            case LearnersMerged merged -> enrolments.on(merged);
            case LearnersParted parted -> enrolments.on(parted);
            case LearnerErased erased -> enrolments.on(erased);
            default -> {}
        }
    }
}
