package org.cairn.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.TestComplaints;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PullsTests {

    private static final URI BASE = URI.create("https://canvas.example.edu");
    private static final Duration HOURLY = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final ScriptedSource source = new ScriptedSource();
    private final Set<CourseId> inUse = ConcurrentHashMap.newKeySet();
    private final TestDatabase.Fresh database;
    private final TestIngest ingest;
    private final TestPulls node;
    private final Platform platform;
    private final CourseId course;

    PullsTests(TestDatabase kind) {
        database = kind.fresh();
        ingest = new TestIngest(database, clock, source);
        node = node();
        platform = ingest.lti.canvas("University");
        course = course(platform, "565");
    }

    @AfterEach
    void close() {
        node.worker.stop();
        ingest.close();
    }

    private TestPulls node() {
        return new TestPulls(database, ingest, clock, List.of(source), inUse::contains);
    }

    private CourseId course(Platform on, String id) {
        return database.transactions()
                .execute(status -> ingest.lti.courses().know(on.id(), "context-" + id, id, "Course " + id));
    }

    private Feed connect() {
        return node.pulls.connect(platform.id(), FeedKind.CANVAS_API, BASE, "secret-token", HOURLY);
    }

    private void serveAll() {
        node.serve(platform.id());
    }

    @Test
    void everyKnownCourseIsReadAndThenAgainOnSchedule() {
        connect();
        CourseId other = course(platform, "566");
        node.launched(platform.id(), other);
        serveAll();
        assertThat(source.asked).containsExactlyInAnyOrder("565", "566");
        clock.advance(Duration.ofMinutes(59));
        serveAll();
        assertThat(source.asked).hasSize(2);
        clock.advance(Duration.ofMinutes(20));
        serveAll();
        assertThat(source.asked).hasSize(4);
        Pulls.Standing standing = node.pulls.of(platform.id().institution()).getFirst();
        assertThat(standing.courses()).isEqualTo(2);
        assertThat(standing.failing()).isZero();
        assertThat(standing.lastDoneAt()).isEqualTo(clock.instant());
        assertThat(standing.nextAt()).isAfter(clock.instant());
    }

    @Test
    void theTokenIsSealedAndNamedNowhere() {
        Feed feed = connect();
        serveAll();
        assertThat(source.tokens).containsOnly("secret-token");
        byte[] stored = node.connections
                .find(platform.id().institution(), feed.id())
                .orElseThrow()
                .token();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(new Source.Account(feed, BASE, "secret-token").toString()).doesNotContain("secret");
    }

    @Test
    void aTokenIsOnlySentWhereNobodyCanReadItOnTheWay() {
        for (String base : List.of(
                "http://canvas.example.edu",
                "ftp://canvas.example.edu",
                "https://user:pass@canvas.example.edu",
                "https://canvas.example.edu?a=b",
                "canvas.example.edu")) {
            assertThatThrownBy(() -> node.pulls.connect(
                            platform.id(), FeedKind.CANVAS_API, URI.create(base), "secret-token", HOURLY))
                    .as(base)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThat(Accounts.base(URI.create("https://Canvas.Example.edu:443/api/v1/")))
                .isEqualTo(URI.create("https://canvas.example.edu"));
        assertThat(Accounts.base(URI.create("http://localhost:8080/practice")))
                .isEqualTo(URI.create("http://localhost:8080/practice"));
    }

    @Test
    void whatCannotBeAConnectionIsSaid() {
        Platform moodle = ingest.lti.platforms().register(TestLti.registration("University", Family.MOODLE));
        assertThatThrownBy(() -> node.pulls.connect(moodle.id(), FeedKind.CANVAS_API, BASE, "token", HOURLY))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("moodle-api"));
        for (String token : List.of("", "two words", "line\nbreak", "x".repeat(4_001))) {
            assertThatThrownBy(() -> node.pulls.connect(platform.id(), FeedKind.CANVAS_API, BASE, token, HOURLY))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() ->
                        node.pulls.connect(platform.id(), FeedKind.CANVAS_API, BASE, "token", Duration.ofSeconds(10)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(node.pulls.of(platform.id().institution())).isEmpty();
    }

    @Test
    void connectingAgainIsTheSameFeedWithAnotherToken() {
        Feed feed = connect();
        assertThat(node.pulls
                        .connect(platform.id(), FeedKind.CANVAS_API, BASE, "newer-token", HOURLY)
                        .id())
                .isEqualTo(feed.id());
        serveAll();
        assertThat(source.tokens).containsOnly("newer-token");
        node.pulls.disconnect(feed);
        assertThat(node.pulls.wanted(course)).isFalse();
        assertThat(node.pulls.of(platform.id().institution())).isEmpty();
        assertThat(ingest.feeds.of(platform.id().institution()))
                .as("feeds through which nothing comes any more")
                .isEmpty();
    }

    @Test
    void whatOnlyTheNextReadingWouldNeedGoesWithTheConnection() {
        Feed feed = connect();
        source.script = (course, reading) -> reading.saw(List.of(ScriptedSource.points("48", "9")), "c");
        serveAll();
        database.jdbc()
                .sql(
                        "insert into moodle_last_seen (institution, feed, course, member, seen) values (?, ?, '7', '42', '')")
                .params(platform.id().institution().value(), feed.id())
                .update();
        node.pulls.disconnect(feed);

        for (String table : List.of("pull_connection", "pull_course", "pull_seen", "moodle_last_seen")) {
            assertThat(database.jdbc()
                            .sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aFeedThatIsPausedIsNotAskedUntilItGoesOn() {
        Feed feed = connect();
        ingest.feeds.pause(feed, true);
        serveAll();
        assertThat(source.asked).isEmpty();
        ingest.feeds.pause(feed, false);
        serveAll();
        assertThat(source.asked).containsExactly("565");
    }

    @Test
    void aCourseThatSomebodyWantsToKnowAboutComesFirst() {
        connect();
        for (String id : List.of("566", "567", "568")) {
            node.launched(platform.id(), course(platform, id));
        }
        serveAll();
        source.asked.clear();
        clock.advance(Duration.ofHours(2));
        node.pulls.wanted(course(platform, "568"));
        clock.advance(Duration.ofSeconds(1));
        serveAll();

        assertThat(source.asked).hasSize(4).startsWith("568");
    }

    @Test
    void aScheduleMadeByAClockThatRanAheadIsNotWaitedFor() {
        connect();
        clock.advance(Duration.ofDays(400));
        node.launched(platform.id(), course);
        serveAll();
        clock.advance(Duration.ofDays(-399));
        serveAll();

        assertThat(source.asked).containsExactly("565", "565");
    }

    @Test
    void twoPlatformsOnOneHostTakeTurns() throws Exception {
        connect();
        for (int i = 0; i < 5; i++) {
            node.launched(platform.id(), course(platform, "60" + i));
        }
        Platform other = ingest.lti.canvas("University");
        course(other, "700");
        node.pulls.connect(other.id(), FeedKind.CANVAS_API, BASE, "another-token", HOURLY);
        Thread theirs = new Thread(() -> node.serve(other.id()));
        source.script = (course, reading) -> {
            source.script = (later, theirReading) -> {};
            theirs.start();
            Awaitility.await().until(() -> theirs.getState() == Thread.State.WAITING);
        };
        serveAll();
        theirs.join();

        assertThat(source.asked).hasSize(7);
        assertThat(source.asked.indexOf("700")).isEqualTo(1);
    }

    @Test
    void whatLooksTheSameIsNoMessageAndWhatChangesBackIsOne() {
        connect();
        for (String points : List.of("9", "9", "2", "9", "9")) {
            source.script = (course, reading) -> reading.saw(List.of(ScriptedSource.points("48", points)), "c");
            node.pulls.wanted(course);
            serveAll();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(ingest.ingestion.latest(platform.id().institution(), 10))
                .extracting(message -> message.body())
                .containsExactly("48=9", "48=2", "48=9");
        assertThat(ingest.tally(platform.id().institution()).duplicates()).isZero();
    }

    @Test
    void atAnotherAddressEverythingIsToldAnewAlsoWhatWasToldOnceBefore() {
        connect();
        for (String points : List.of("9", "2")) {
            source.script = (course, reading) -> reading.saw(List.of(ScriptedSource.points("48", points)), "c");
            node.pulls.wanted(course);
            serveAll();
            clock.advance(Duration.ofMinutes(1));
        }
        source.script = (course, reading) -> reading.saw(List.of(ScriptedSource.points("48", "9")), "c");
        node.pulls.connect(
                platform.id(), FeedKind.CANVAS_API, URI.create("https://new.example.edu"), "secret-token", HOURLY);
        serveAll();

        assertThat(ingest.ingestion.latest(platform.id().institution(), 10))
                .extracting(message -> message.body())
                .containsExactly("48=9", "48=2", "48=9");
        assertThat(ingest.tally(platform.id().institution()).duplicates()).isZero();
    }

    @Test
    void thereIsNothingToTellOfAThingUnlessSomethingWasToldOfIt() {
        connect();
        Source.Sight nothing = new Source.Sight("points:48", "points", "none", after -> "48=0", false);
        source.script = (course, reading) -> {
            reading.saw(List.of(nothing), "a");
            reading.saw(List.of(ScriptedSource.points("48", "9")), "b");
            reading.saw(List.of(nothing), "c");
        };
        serveAll();
        assertThat(ingest.ingestion.latest(platform.id().institution(), 10))
                .extracting(message -> message.body())
                .containsExactlyInAnyOrder("48=9", "48=0");
    }

    @Test
    void aReadingThatWasCutShortGoesOnWhereItStood() {
        connect();
        List<String> cursors = new ArrayList<>();
        source.script = (course, reading) -> {
            cursors.add(String.valueOf(reading.cursor()));
            reading.saw(List.of(ScriptedSource.points("48", "9")), "page 2");
            throw new Refused(Reason.NOT_REACHED, Complaint.of("call", "The line broke."));
        };
        serveAll();
        assertThat(node.pulls.asked(course).orElseThrow().problem()).contains("The line broke");
        clock.advance(Duration.ofMinutes(1));
        serveAll();
        assertThat(cursors).containsExactly("null", "page 2");
    }

    @Test
    @Case("F13")
    void aPauseThatWasAskedForIsKeptForTheWholePlatformAndNobodyElse() {
        connect();
        course(platform, "566");
        node.launched(platform.id(), course(platform, "566"));
        Platform calm = ingest.lti.canvas("Another university");
        course(calm, "700");
        node.pulls.connect(calm.id(), FeedKind.CANVAS_API, URI.create("https://calm.example.edu"), "t", HOURLY);
        source.script = (course, reading) -> {
            if (!course.ownId().equals("700")) {
                throw new Refused(Reason.THROTTLED, Complaint.of("canvas.fewer", 429), 120);
            }
        };
        serveAll();
        node.serve(calm.id());
        assertThat(source.asked).hasSize(2).contains("700");
        clock.advance(Duration.ofSeconds(119));
        serveAll();
        assertThat(source.asked).hasSize(2);
        source.script = (course, reading) -> {};
        clock.advance(Duration.ofSeconds(60));
        serveAll();
        assertThat(source.asked).hasSize(4);
        assertThat(node.pulls.of(platform.id().institution()).getFirst().problem())
                .isNull();
    }

    @Test
    void aTokenThatHasEndedIsNotTriedForAnHourAndANewOneAtOnce() {
        Feed feed = connect();
        source.knowsToken = false;
        source.script = (course, reading) -> {
            throw new Refused(Reason.NOT_ALLOWED, Complaint.of("canvas.token"));
        };
        node.launched(platform.id(), course(platform, "566"));
        serveAll();
        clock.advance(Duration.ofMinutes(59));
        node.pulls.wanted(course);
        serveAll();
        assertThat(source.asked).hasSize(1);
        assertThat(node.pulls.of(platform.id().institution()).getFirst().problem())
                .contains("canvas.token");
        assertThat(node.pulls.asked(course).orElseThrow().running()).isFalse();
        source.knowsToken = true;
        source.script = (course, reading) -> {};
        node.pulls.change(feed, "newer-token", HOURLY);
        serveAll();
        assertThat(source.asked).hasSize(3);
        assertThat(source.tokens).last().isEqualTo("newer-token");
        assertThat(node.pulls.of(platform.id().institution()).getFirst().problem())
                .isNull();
    }

    @Test
    void aCourseThatMayNotBeSeenIsNoReasonNotToReadTheOthers() {
        connect();
        CourseId other = course(platform, "566");
        node.launched(platform.id(), other);
        source.script = (course, reading) -> {
            if (course.ownId().equals("565")) {
                throw new Refused(Reason.NOT_ALLOWED, Complaint.of("canvas.may-not"));
            }
        };
        serveAll();
        assertThat(node.pulls.asked(other).orElseThrow().doneAt()).isEqualTo(clock.instant());
        assertThat(node.pulls.asked(course).orElseThrow().problem()).isEqualTo("canvas.may-not");
        assertThat(node.pulls.of(platform.id().institution()).getFirst().failing())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"NOT_ALLOWED", "UNUSABLE"})
    void whatDoesNotGetBetterByItselfIsAskedNoMoreOftenThanWhatIsWell(Reason reason) {
        Duration daily = Duration.ofDays(1);
        node.pulls.connect(platform.id(), FeedKind.CANVAS_API, BASE, "secret-token", daily);
        source.script = (course, reading) -> {
            throw new Refused(reason, Complaint.of("canvas.may-not"));
        };
        for (int minute = 0; minute < daily.multipliedBy(2).toMinutes(); minute += 5) {
            serveAll();
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(source.asked).hasSizeBetween(2, 11);
    }

    private static void leaveOut(Reason reason) throws Refused {
        Complaints complaints = new Complaints();
        complaints.add("grades", new Refused(reason, Complaint.of("canvas.may-not")));
        complaints.raise();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"NOT_ALLOWED", "UNUSABLE"})
    void aReadingThatCameToItsEndWithoutSomethingIsDoneAndSaysSo(Reason reason) {
        connect();
        // nobody asks the platform whether it does: it answered to the end
        source.knowsToken = false;
        source.script = (course, reading) -> leaveOut(reason);
        serveAll();
        assertThat(node.pulls.asked(course).orElseThrow().doneAt()).isEqualTo(clock.instant());
        assertThat(node.pulls.asked(course).orElseThrow().problem()).isEqualTo("canvas.may-not");
        assertThat(node.pulls.asked(course).orElseThrow().partly()).isTrue();
        Pulls.Standing standing = node.pulls.of(platform.id().institution()).getFirst();
        assertThat(standing.problem()).as("the platform is not left alone").isNull();
        assertThat(standing.failing()).as("an administrator is told").isEqualTo(1);
        clock.advance(Duration.ofMinutes(59));
        serveAll();
        assertThat(source.asked).hasSize(1);
        source.script = (course, reading) -> {
            source.script = (again, later) -> {};
            throw new Refused(Reason.NOT_REACHED, Complaint.of("call", "The line broke."));
        };
        clock.advance(Duration.ofMinutes(17));
        serveAll();
        assertThat(node.pulls.asked(course).orElseThrow().partly())
                .as("that one failed")
                .isFalse();
        clock.advance(Duration.ofMinutes(1));
        serveAll();
        assertThat(source.asked).hasSize(3);
        assertThat(node.pulls.asked(course).orElseThrow().problem()).isNull();
        assertThat(node.pulls.of(platform.id().institution()).getFirst().failing())
                .isZero();
    }

    @Test
    void whoeverWantsToKnowWhileAReadingGoesWithoutSomethingIsNotForgotten() {
        connect();
        source.script = (course, reading) -> {
            source.script = (again, later) -> {};
            clock.advance(Duration.ofSeconds(1));
            node.pulls.wanted(course.id());
            leaveOut(Reason.UNUSABLE);
        };
        serveAll();
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void aPlatformThatIsDownIsLeftAloneLongerAndLonger() {
        connect();
        source.script = (course, reading) -> {
            throw new Refused(Reason.NOT_REACHED, Complaint.of("call", "Nobody answers."));
        };
        for (int second = 0; second < 3_600; second += 5) {
            serveAll();
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(source.asked).hasSizeBetween(4, 9);
    }

    @Test
    void whoeverWantsToKnowNowIsAnsweredSoonAndNotTwiceInAMoment() {
        connect();
        node.worker.start();
        Awaitility.await()
                .until(() -> source.asked.size() == 1
                        && !node.pulls.asked(course).orElseThrow().running());
        assertThat(node.pulls.wanted(course)).as("asked a moment ago").isFalse();
        clock.advance(Duration.ofSeconds(31));
        assertThat(node.pulls.wanted(course)).isTrue();
        assertThat(node.pulls.wanted(course)).as("is under way").isFalse();
        Awaitility.await().until(() -> source.asked.size() == 2);
        Awaitility.await()
                .until(() -> clock.instant()
                        .equals(node.pulls.asked(course).orElseThrow().doneAt()));
    }

    @Test
    void nobodyWaitsForASlowPlatform() throws Exception {
        connect();
        CountDownLatch slow = new CountDownLatch(1);
        source.script = (course, reading) -> {
            try {
                if (course.ownId().equals("565")) {
                    slow.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Platform calm = ingest.lti.canvas("Another university");
        CourseId theirs = course(calm, "700");
        node.pulls.connect(calm.id(), FeedKind.CANVAS_API, URI.create("https://calm.example.edu"), "t", HOURLY);
        node.worker.start();
        Awaitility.await().until(() -> node.pulls.asked(theirs).orElseThrow().doneAt() != null);
        Awaitility.await().until(() -> node.pulls.asked(course).orElseThrow().running());
        assertThat(node.pulls.asked(course).orElseThrow().doneAt()).isNull();
        slow.countDown();
    }

    @Test
    void aCourseThatNobodyOpensIsAskedAboutOnlyWhileSomethingCountsInIt() {
        connect();
        serveAll();
        clock.advance(Duration.ofDays(31));
        serveAll();
        assertThat(source.asked).hasSize(1);
        inUse.add(course);
        clock.advance(Duration.ofDays(2));
        serveAll();
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void aPausedPlatformIsNotAsked() {
        connect();
        ingest.lti.platforms().pause(platform.id(), true);
        serveAll();
        assertThat(source.asked).isEmpty();
    }

    @Test
    @Case("F23")
    void aNodeThatSleptThroughItsLeaseMovesNothingAnyMore() {
        connect();
        TestPulls second = node();
        source.script = (course, reading) -> {
            // this node stands still for five minutes, and meanwhile the other one reads
            clock.advance(Duration.ofMinutes(5));
            source.script =
                    (again, theirs) -> theirs.saw(List.of(ScriptedSource.points("48", "9")), "the second node’s");
            assertThat(second.serve(platform.id())).isEqualTo(1);
            reading.saw(List.of(ScriptedSource.points("48", "2")), "the first node’s");
        };
        serveAll();
        assertThat(source.asked).hasSize(2);
        assertThat(cursor()).isEqualTo("the second node’s");
        assertThat(ingest.ingestion.latest(platform.id().institution(), 10))
                .extracting(message -> message.body())
                .containsExactly("48=9");
        assertThat(node.pulls.asked(course).orElseThrow().problem()).isNull();
        assertThat(node.pulls.asked(course).orElseThrow().doneAt()).isEqualTo(clock.instant());
    }

    private String cursor() {
        return database.jdbc()
                .sql("select stands_at from pull_course where institution = ? and course = ?")
                .params(course.institution().value(), course.value())
                .query(String.class)
                .single();
    }

    @Test
    void twoNodesReadOneCourseOfAPlatformAtATime() throws Exception {
        connect();
        for (int i = 0; i < 8; i++) {
            node.launched(platform.id(), course(platform, "60" + i));
        }
        TestPulls second = node();
        Set<String> now = ConcurrentHashMap.newKeySet();
        List<Integer> together = java.util.Collections.synchronizedList(new ArrayList<>());
        source.script = (course, reading) -> {
            now.add(course.ownId());
            together.add(now.size());
            reading.saw(List.of(ScriptedSource.points(course.ownId(), "9")), "c");
            now.remove(course.ownId());
        };
        node.worker.start();
        second.worker.start();
        try {
            Awaitility.await().until(() -> source.asked.size() >= 9);
        } finally {
            second.worker.stop();
        }
        assertThat(source.asked).hasSize(9).doesNotHaveDuplicates();
        assertThat(together).containsOnly(1);
    }

    @Test
    void whoeverShutsDownStopsAtTheNextThingAndGoesOnLater() {
        connect();
        source.script = (course, reading) -> {
            reading.saw(List.of(ScriptedSource.points("48", "9")), "page 2");
            node.shutDown();
            reading.saw(List.of(ScriptedSource.points("49", "9")), "page 3");
        };
        serveAll();
        assertThat(cursor()).isEqualTo("page 2");
        TestPulls next = node();
        clock.advance(Duration.ofSeconds(6));
        source.script = (course, reading) -> assertThat(reading.cursor()).isEqualTo("page 2");
        assertThat(next.serve(platform.id())).isEqualTo(1);
    }
}
