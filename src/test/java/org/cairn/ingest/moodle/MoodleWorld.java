package org.cairn.ingest.moodle;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.pull.Source;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.TestCalls;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/** The source on a test database, before a recorded Moodle; readings happen when a test says so. */
final class MoodleWorld implements AutoCloseable {

    static final Instant GRADED = Instant.parse("2026-03-02T10:00:00Z");

    final MutableClock clock = new MutableClock(Instant.parse("2026-03-03T08:00:00Z"));
    final RecordedMoodle moodle;
    final TestIngest node;
    final Platform platform;
    final Feed feed;
    final Course course;
    final MoodleSource source;

    /** The keys of the messages that the last reading brought. */
    final List<Incoming> brought = new ArrayList<>();

    /** Where the last reading stood. */
    @Nullable
    String cursor;

    /** Lets the keeping of messages fail at the n-th time. */
    int failsAt = Integer.MAX_VALUE;

    MoodleWorld(TestDatabase kind) throws Exception {
        TestDatabase.Fresh database = kind.fresh();
        moodle = new RecordedMoodle();
        node = new TestIngest(database, clock, new MoodleAnswers()).withLane();
        platform = node.lti.platforms().register(registration(moodle.base()));
        feed = node.feeds
                .open(platform.id(), FeedKind.MOODLE_API, Feed.Reading.USUAL)
                .feed();
        CourseId id = node.lti.courses().know(platform.id(), "7", "7", "Teamwork 101");
        course = node.lti.courses().find(id).orElseThrow();
        source = new MoodleSource(TestCalls.outbound(), node.lti.platforms(), new JdbcLastSeen(database.jdbc()), clock);
    }

    private static NewPlatform registration(URI base) {
        NewPlatform any = TestLti.registration("Lakeside", Family.MOODLE);
        return new NewPlatform(
                any.institution(),
                any.name(),
                any.family(),
                base.toString(),
                any.clientId(),
                any.authorizationUrl(),
                any.tokenUrl(),
                any.jwksUrl(),
                any.deploymentIds());
    }

    Source.Account account() {
        return new Source.Account(feed, moodle.base(), RecordedMoodle.TOKEN);
    }

    /** Reads the course once, and works off what that brought. */
    List<Incoming> read() throws Exception {
        try {
            tryToRead();
        } finally {
            settled();
        }
        return brought;
    }

    /** The next reading, an hour later, when Moodle answers otherwise. */
    List<Incoming> readLater() throws Exception {
        moodle.later();
        clock.advance(java.time.Duration.ofHours(1));
        return read();
    }

    void tryToRead() throws Source.Refused {
        brought.clear();
        moodle.calls.clear();
        source.read(account(), course, new Source.Reading() {
            private int times;

            @Override
            public @Nullable String cursor() {
                return cursor;
            }

            @Override
            public void found(List<Incoming> messages, String next) throws Source.Refused {
                if (++times >= failsAt) {
                    throw new Source.Refused(
                            Source.Reason.INTERRUPTED, org.cairn.complaint.Complaint.of("shutting-down"));
                }
                brought.addAll(messages);
                store(messages);
                cursor = next;
            }

            @Override
            public Set<String> news(List<Source.Sight> sights) {
                throw new AssertionError("Moodle is not asked for sights");
            }

            @Override
            public void saw(List<Source.Sight> sights, String next) {
                throw new AssertionError("Moodle is not asked for sights");
            }
        });
    }

    void store(List<Incoming> messages) {
        try {
            node.inbox.store(messages).get();
        } catch (InterruptedException | ExecutionException | org.cairn.ingest.inbox.Inbox.Unavailable e) {
            throw new IllegalStateException(e);
        }
    }

    Ingestion.Tally tally() {
        return node.tally(platform.id().institution());
    }

    void settled() {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> tally().waiting() == 0);
    }

    LearnerId learner(int user) {
        return node.lti.learners().find(platform.id(), Integer.toString(user)).orElseThrow();
    }

    /** The gradebook, with one grade of one student: what a course shows of it is up to the course. */
    static String graded(String shown) {
        return """
                {"usergrades": [{"courseid": 7, "userid": 42, "gradeitems": [{"id": 31, "itemname": "Team charter",
                 "itemtype": "mod", "itemmodule": "assign", "itemnumber": 0, "cmid": 9, "outcomeid": null,
                 "gradedategraded": 1772445600, %s}]}], "warnings": []}""".formatted(shown);
    }

    /** What is known of somebody, in the order in which it happened, as {@code cm:9 17/20 10:00:00}. */
    List<String> evidence(int user) {
        return node.evidence.log().of(learner(user)).stream()
                .sorted(java.util.Comparator.comparing(Evidence::occurredAt).thenComparing(Evidence::key))
                .map(MoodleWorld::shown)
                .toList();
    }

    private static String shown(Evidence evidence) {
        String at = evidence.occurredAt().toString();
        return switch (evidence.what()) {
            case Observation.Score score ->
                "%s %s/%s %s"
                        .formatted(
                                score.activity().id(),
                                score.points() == null ? "none" : score.points().toPlainString(),
                                score.possible().toPlainString(),
                                at);
            case Observation.Completion done ->
                "%s %s %s".formatted(done.activity().id(), done.share().toPlainString(), at);
            default -> evidence.what().toString();
        };
    }

    @Override
    public void close() {
        node.close();
        moodle.close();
    }
}
