package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.pull.TestPulls;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.TestCalls;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForgottenCanvasSightsTests {

    private static final String ELSEWHERE = "21070000000000048";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatWasSeenOfSomebodyErasedIsDeletedUnderEitherOfTheirNumbers(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        try (TestIngest house = new TestIngest(database, clock, new CanvasAnswers())) {
            PlatformId platform = house.lti.canvas("North Hill").id();
            Feed feed = new TestPulls(
                            database,
                            house,
                            clock,
                            List.of(new CanvasSource(TestCalls.outbound(), clock)),
                            course -> true)
                    .pulls.connect(
                            platform,
                            FeedKind.CANVAS_API,
                            URI.create("http://127.0.0.1:1"),
                            "canvas-token",
                            Duration.ofHours(1));
            LearnerId ada = house.lti.learners().know(platform, TestLti.person("Ada", TestLti.sub("ada")));
            for (String user : Set.of("7", "48", ELSEWHERE)) {
                see(database, feed, "565:grade:355:" + user);
                see(database, feed, "565:progress:" + user);
                see(database, feed, "565:modules-unread:" + user);
            }
            Set<Identifier> names = Set.of(
                    new Identifier(IdentifierKind.CANVAS_LOCAL, "7"),
                    new Identifier(IdentifierKind.CANVAS_GLOBAL, ELSEWHERE));

            new ForgottenSights(new JdbcSights(database.jdbc()))
                    .on(new LearnerErased(ada, Set.of(ada), Map.of(platform, names)));

            assertThat(database.jdbc()
                            .sql("select item from pull_seen")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("565:grade:355:48", "565:progress:48", "565:modules-unread:48");
        }
    }

    private void see(TestDatabase.Fresh database, Feed feed, String item) {
        database.jdbc()
                .sql(
                        "insert into pull_seen (institution, feed, item, digest, changes, kept_at) values (?, ?, ?, ?, 1, ?)")
                .params(
                        feed.platform().institution().value(),
                        feed.id(),
                        item,
                        "x".repeat(64),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
