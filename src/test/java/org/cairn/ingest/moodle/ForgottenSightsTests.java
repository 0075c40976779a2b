package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.TestIngest;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForgottenSightsTests {

    private static final Map<String, Seen> SEEN = Map.of("grade:7", new Seen("80", null));

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatWasSeenOfSomebodyErasedIsDeletedInAllCoursesOfThatPlatformOnly(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        MutableClock clock = new MutableClock(java.time.Instant.parse("2026-03-02T12:00:00Z"));
        try (TestIngest house = new TestIngest(database, clock, new MoodleAnswers())) {
            Feed feed = house.feed(house.lti.canvas("North Hill"));
            Feed other = house.feed(house.lti.canvas("North Hill"));
            PlatformId platform = feed.platform();
            LearnerId ada = house.lti.learners().know(platform, TestLti.person("Ada", TestLti.sub("6")));
            JdbcLastSeen lastSeen = new JdbcLastSeen(database.jdbc());
            for (String member : Set.of("6", "7", "-")) {
                lastSeen.keep(feed, "2", member, SEEN);
                lastSeen.keep(feed, "3", member, SEEN);
                lastSeen.keep(other, "2", member, SEEN);
            }
            Set<Identifier> names =
                    Set.of(new Identifier(IdentifierKind.SUB, "6"), new Identifier(IdentifierKind.USERNAME, "7"));

            new ForgottenSights(lastSeen).on(new LearnerErased(ada, Set.of(ada), Map.of(platform, names)));

            assertThat(lastSeen.of(feed, "2").keySet()).containsExactlyInAnyOrder("7", "-");
            assertThat(lastSeen.of(feed, "3").keySet()).containsExactlyInAnyOrder("7", "-");
            assertThat(lastSeen.of(other, "2").keySet()).containsExactlyInAnyOrder("6", "7", "-");
        }
    }
}
