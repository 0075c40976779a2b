package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MortalTransactions;
import org.cairn.MortalTransactions.Killed;
import org.cairn.TestDatabase;
import org.cairn.lti.Gradebook.Progress;
import org.cairn.lti.Gradebook.State;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What goes wrong on our own side, or in one moment with something else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HinderedGradesTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final TestDatabase database;

    HinderedGradesTests(TestDatabase database) {
        this.database = database;
    }

    private GradeWorld world(Family family) {
        return GradeWorld.ready(database, SERVER, family);
    }

    @Test
    @Case({"F3", "F14"})
    void aDatabaseThatGoesAwayStopsTheScoresOfAPlatformNoLongerThanItIsAway() {
        GradeWorld world = world(Family.MOODLE);
        MortalTransactions transactions =
                new MortalTransactions(world.database.transactions().getTransactionManager());
        GradeWorld.Node node = world.node(new TransactionTemplate(transactions));
        world.report(world.student("ada"), "40");
        transactions.dieAt(1, false);
        assertThat(elsewhere(node, world)).isEqualTo("away");
        transactions.revive();
        assertThat(elsewhere(node, world)).isEqualTo("served");
        assertThat(world.percents()).containsExactly("40.0");
    }

    /** On a thread of its own, as each round of the worker. */
    private static String elsewhere(GradeWorld.Node node, GradeWorld world) {
        return CompletableFuture.supplyAsync(() -> served(node, world), Thread.ofPlatform()::start)
                .join();
    }

    private static String served(GradeWorld.Node node, GradeWorld world) {
        try {
            node.serve(world.platform);
            return "served";
        } catch (Killed e) {
            return "away";
        }
    }

    @Test
    void aReportThatMeetsAnotherInTheSameMomentIsNotLost() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        JdbcReports reports = new JdbcReports(new JdbcTemplate(world.database.dataSource()) {
            @Override
            public int[] batchUpdate(String sql, List<? extends Object[]> rows) {
                if (world.node
                        .scores()
                        .find(world.course, GradeWorld.BADGE, ada)
                        .isEmpty()) {
                    world.report(ada, "20");
                }
                return super.batchUpdate(sql, rows);
            }
        });
        Progress progress = new Progress(ada, GradeWorld.BADGE, new BigDecimal("60"), false);
        reports.take(world.platform.id().institution(), List.of(progress), world.clock.instant());
        world.serve();
        assertThat(world.percents()).containsExactly("60.0");
    }

    @Test
    @Case("F23")
    void whoSleptWhileAnotherNodeSentSomethingLaterSaysNothingAboutThat() {
        GradeWorld world = world(Family.MOODLE);
        LearnerId ada = world.student("ada");
        world.report(ada, "50");
        JdbcScores scores = world.node.scores();
        Score score = scores.find(world.course, GradeWorld.BADGE, ada).orElseThrow();
        Instant first = world.clock.instant();
        Instant second = first.plusSeconds(300);
        assertThat(scores.sending(score, new BigDecimal("40"), false, first)).isTrue();
        assertThat(scores.sending(score, new BigDecimal("50"), false, second))
                .as("nobody sends what was read before somebody else sent something")
                .isFalse();
        Score later = scores.find(world.course, GradeWorld.BADGE, ada).orElseThrow();
        assertThat(scores.sending(later, new BigDecimal("50"), false, second)).isTrue();
        scores.took(score, first, second.plusSeconds(1));
        assertThat(scores.find(world.course, GradeWorld.BADGE, ada)
                        .orElseThrow()
                        .written())
                .isNull();
        scores.took(score, second, second.plusSeconds(2));
        assertThat(scores.find(world.course, GradeWorld.BADGE, ada)
                        .orElseThrow()
                        .state())
                .isEqualTo(Score.State.WRITTEN);
    }

    @Test
    @Case("F15")
    void aPlatformThatIsStillAtItIsNotAskedForASecondColumn() {
        GradeWorld world = new GradeWorld(database, SERVER, Family.MOODLE);
        world.launched();
        world.answers("/items", "[]");
        SERVER.stubFor(post(urlPathEqualTo("/items")).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        world.keep();
        world.serve();
        world.clock.advance(Duration.ofSeconds(20));
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.WANTED);
        SERVER.stubFor(get(urlPathEqualTo("/items"))
                .willReturn(aResponse()
                        .withBody("[{\"id\":\"%s\",\"label\":\"Teamwork\",\"resourceId\":\"cairn:badge:%s\"}]"
                                .formatted(world.url(GradeWorld.ITEM_PATH), GradeWorld.BADGE))));
        world.results("[]");
        world.clock.advance(Duration.ofSeconds(20));
        world.serve();
        assertThat(world.column().state()).isEqualTo(State.OPEN);
        SERVER.verify(1, postRequestedFor(urlPathEqualTo("/items")));
    }

    @Test
    @Case("F18")
    void scoresOutlastATokenEndpointThatNoLongerKnowsOurKey() {
        GradeWorld world = world(Family.CANVAS);
        List<LearnerId> students =
                IntStream.range(0, 5).mapToObj(i -> world.student("s" + i)).toList();
        students.forEach(student -> world.report(student, "50"));
        world.scores(aResponse().withStatus(401));
        SERVER.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"invalid_client\"}")));
        int before = tokenRequests();
        for (int seconds = 0; seconds < 600; seconds += 10) {
            world.serve();
            world.clock.advance(Duration.ofSeconds(10));
        }
        assertThat(world.column().state()).as("nothing is given up").isEqualTo(State.OPEN);
        assertThat(world.column().waiting()).isEqualTo(5);
        assertThat(tokenRequests() - before).isLessThanOrEqualTo(60);
        world.answers("/token", "{\"access_token\":\"t2\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        SERVER.resetRequests();
        world.scores(aResponse().withStatus(200));
        for (int minutes = 0; minutes < 30; minutes++) {
            world.serve();
            world.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(world.column().written()).isEqualTo(5);
        assertThat(world.posted()).hasSize(5);
        assertThat(tokenRequests()).as("one for each set of scopes").isLessThanOrEqualTo(2);
    }

    private static int tokenRequests() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo("/token"))).size();
    }

    @Test
    void aScopeThatStandsTwiceInAnOddListIsOne() {
        GradeWorld world = world(Family.MOODLE);
        JdbcCourseGrades grades = new JdbcCourseGrades(world.database.jdbc());
        grades.remember(
                world.course, null, Set.of(CourseGrades.SCORE, CourseGrades.SCORE + " x"), world.clock.instant());
        assertThat(grades.find(world.course).orElseThrow().mayScore()).isTrue();
    }
}
