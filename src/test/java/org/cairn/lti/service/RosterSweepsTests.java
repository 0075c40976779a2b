package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseId;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.net.Outbound;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RosterSweepsTests {

    private static final Duration LEASE = Duration.ofMinutes(10);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final JdbcSweeps jdbc;
    private final RosterSweeps one;
    private final RosterSweeps two;
    private final Platform platform;
    private Consumer<String> meanwhile = path -> {};
    private int status = 200;

    RosterSweepsTests(TestDatabase kind) {
        this.database = kind.fresh();
        this.lti = TestLti.on(database, event -> {}, clock);
        this.jdbc = new JdbcSweeps(database.jdbc());
        this.one = node();
        this.two = node();
        this.platform = lti.canvas("University");
    }

    private RosterSweeps node() {
        ServiceCalls calls = new ServiceCalls() {
            @Override
            public Outbound.Answer call(Platform platform, Set<String> scopes, Outbound.Call call)
                    throws ServiceRefused {
                asked.add(call.url().getPath());
                meanwhile.accept(call.url().getPath());
                if (status == 429) {
                    throw ServiceRefused.throttled("lms", Duration.ofHours(1));
                }
                return new Outbound.Answer(
                        status, Map.of(), "{\"members\":[{\"user_id\":\"a\",\"roles\":[\"Learner\"]}]}".getBytes());
            }

            @Override
            public Set<String> granted(Platform platform, Set<String> scopes) {
                return scopes;
            }
        };
        RosterReader reader = new RosterReader(
                lti.platforms(),
                lti.courses(),
                lti.learners(),
                new Memberships(calls, JsonMapper.builder().build()),
                jdbc,
                database.transactions(),
                clock);
        return new RosterSweeps(lti.platforms(), reader, jdbc, database.transactions(), clock);
    }

    private CourseId course(String name) {
        CourseId course = lti.courses().know(platform.id(), name, name, name);
        lti.courses().rememberServices(course, URI.create("https://lms.example.edu/" + name));
        return course;
    }

    private CourseId launched(String name) {
        CourseId course = course(name);
        jdbc.launched(platform.id(), course, clock.instant());
        return course;
    }

    @Test
    void launchedCoursesAreReadEverySixHoursForAMonth() {
        launched("a");
        launched("b");
        course("neverLaunched");
        assertThat(one.round(platform.id())).isEqualTo(2);
        assertThat(two.round(platform.id())).isZero();
        assertThat(asked).containsExactlyInAnyOrder("/a", "/b");
        clock.advance(Duration.ofHours(6).minusSeconds(1));
        assertThat(one.round(platform.id())).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(two.round(platform.id())).isEqualTo(2);
        clock.advance(Duration.ofDays(30));
        assertThat(one.round(platform.id())).isZero();
        launched("a");
        assertThat(one.round(platform.id())).isEqualTo(1);
    }

    @Test
    void aLaunchIsNotedOffItsOwnThreadAndOncePerHour() {
        CourseId course = course("a");
        LaunchAdmitted launch = new LaunchAdmitted(
                platform.id(),
                "d",
                new LearnerId(platform.id().institution(), UUID.randomUUID()),
                Role.STUDENT,
                course,
                null,
                new Services(URI.create("https://lms.example.edu/a"), null, null, Set.of(), null, Set.of()),
                new Purpose.Visit(null, null),
                List.of(),
                clock.instant());
        one.launched(launch);
        one.launched(launch);
        Awaitility.await().until(() -> one.round(platform.id()) == 1);
    }

    @Test
    void manyNodesReadEachCourseOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            launched("c" + i);
        }
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(
                    List.<Callable<Integer>>of(() -> one.round(platform.id()), () -> two.round(platform.id())));
        }
        one.round(platform.id());
        assertThat(asked).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void anotherNodesTurnIsWaitedForUntilItsLeaseEnds() {
        launched("a");
        UUID other = UUID.randomUUID();
        Instant now = clock.instant();
        assertThat(jdbc.turn(platform.id(), other, now, now.plus(LEASE), now.plus(LEASE.multipliedBy(2))))
                .isTrue();
        assertThat(one.round(platform.id())).isZero();
        clock.advance(LEASE.minusSeconds(1));
        assertThat(one.round(platform.id())).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(one.round(platform.id())).isEqualTo(1);
    }

    @Test
    @Case("F21")
    void aClockThatJumpsLeavesNoTurnAndNoCourseBehind() {
        launched("a");
        clock.advance(Duration.ofHours(1));
        Instant ahead = clock.instant();
        jdbc.turn(platform.id(), UUID.randomUUID(), ahead, ahead.plus(LEASE), ahead.plus(LEASE.multipliedBy(2)));
        clock.advance(Duration.ofHours(-1));
        assertThat(one.round(platform.id())).as("a lease from the future").isEqualTo(1);
        clock.advance(Duration.ofDays(-1));
        assertThat(one.round(platform.id())).as("due in a day and six hours").isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(one.round(platform.id())).isZero();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aPlatformThatIsTooBusyIsLeftAloneForThisRound() {
        launched("a");
        launched("b");
        status = 429;
        assertThat(one.round(platform.id())).isZero();
        assertThat(asked).hasSize(1);
        assertThat(jdbc.last(platform.id()))
                .singleElement()
                .satisfies(told -> assertThat(told.failure()).isEqualTo(Roster.Failure.THROTTLED));
    }

    @Test
    void oneCourseThatFailsDoesNotHoldUpTheOthersAndIsAskedForAgainInAnHour() {
        launched("a");
        launched("b");
        status = 404;
        assertThat(one.round(platform.id())).isEqualTo(2);
        status = 200;
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThat(one.round(platform.id())).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(one.round(platform.id())).isEqualTo(2);
    }

    @Test
    @Case("F21")
    void aNodeThatSleptStopsWhenAnotherHasTakenItsTurn() {
        CourseId course = launched("a");
        LearnerId gone = lti.learners().know(platform.id(), TestLti.person("Gone", TestLti.sub("gone")));
        lti.courses().enrol(course, List.of(gone), true);
        meanwhile = path -> {
            clock.advance(LEASE);
            Instant now = clock.instant();
            jdbc.turn(platform.id(), UUID.randomUUID(), now, now.plus(LEASE), now.plus(LEASE.multipliedBy(2)));
        };
        one.round(platform.id());
        assertThat(lti.courses().students(course)).extracting("name").containsExactly("Gone");
        meanwhile = path -> {};
        clock.advance(Duration.ofHours(1));
        one.round(platform.id());
        assertThat(lti.courses().students(course)).extracting("name").doesNotContain("Gone");
    }

    @Test
    void pausedPlatformsAndOthersInstitutionsAreNotAsked() {
        launched("a");
        Platform other = lti.canvas("Other University");
        assertThat(one.round(other.id())).isZero();
        lti.platforms().pause(platform.id(), true);
        one.round(platform.id());
        assertThat(asked).isEmpty();
    }
}
