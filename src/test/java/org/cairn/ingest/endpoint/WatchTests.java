package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.Warning;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class WatchTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:05:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final TestIngest node;
    private final TestEndpoint endpoint;
    private final Platform platform;
    private final InstitutionId institution;
    private final Feed feed;
    private final RSAKey key = TestEndpoint.key("one");

    WatchTests(TestDatabase kind) throws Exception {
        node = new TestIngest(kind.fresh(), clock, new Nothing());
        endpoint = new TestEndpoint(node, clock, new Plain());
        platform = node.lti.canvas("North Hill");
        institution = platform.id().institution();
        endpoint.publish(key);
        feed = node.feeds.add(platform.id(), FeedKind.CANVAS, endpoint.jwksUrl(), false);
    }

    @AfterEach
    void close() {
        endpoint.close();
        node.close();
    }

    /** Each document is one message, told apart by its text. */
    private static final class Plain implements Format {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public List<org.cairn.ingest.inbox.Incoming> read(Feed feed, JsonNode document) {
            String digest = org.cairn.vault.Tokens.digest(document.toString());
            return List.of(org.cairn.ingest.inbox.Incoming.of(
                    feed, null, digest, "plain", document.toString(), document.isNumber() ? "a number" : null));
        }
    }

    private static final class Nothing implements Translator {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            return Translation.Ignored.of("nothing-in-it");
        }
    }

    private int post(String body) throws Exception {
        return endpoint.post(feed.path(), body).statusCode();
    }

    private int signed(String body) throws Exception {
        return post(TestEndpoint.sign(key, body));
    }

    private FeedFigures figures() {
        endpoint.noteRefusals();
        return node.watch.feeds(institution).getFirst();
    }

    private List<Warning.Kind> warnings() {
        endpoint.noteRefusals();
        return node.watch.warnings(institution, node.watch.feeds(institution)).stream()
                .map(Warning::kind)
                .toList();
    }

    @Test
    void theFiguresAreThoseOfWhatCame() throws Exception {
        signed("{\"a\": 1}");
        signed("{\"a\": 1}");
        signed("{\"a\": 2}");
        signed("7");
        clock.advance(Duration.ofSeconds(30));
        FeedFigures figures = figures();
        assertThat(figures.received()).isEqualTo(3);
        assertThat(figures.duplicates()).isEqualTo(1);
        assertThat(figures.waiting()).isEqualTo(2);
        assertThat(figures.quarantined()).isEqualTo(1);
        assertThat(figures.quarantinedToday()).isEqualTo(1);
        assertThat(figures.lag()).isEqualTo(Duration.ofSeconds(30));
        assertThat(figures.lastReceivedAt()).isEqualTo(NOW);
        assertThat(figures.receivedToday()).isEqualTo(3);
        node.workOff(institution);
        assertThat(figures().ignored()).isEqualTo(2);
        assertThat(figures().waiting()).isZero();
        assertThat(node.tally(institution).ignored()).isEqualTo(2);
    }

    @Test
    void theLastDayIsKeptByQuartersOfAnHour() throws Exception {
        signed("{\"a\": 1}");
        clock.advance(Duration.ofHours(1));
        signed("{\"a\": 2}");
        signed("{\"a\": 3}");
        assertThat(node.watch.lastDay(feed)).hasSize(96).endsWith(1L, 0L, 0L, 0L, 2L);
        assertThat(node.watch.lastDayBegan()).isEqualTo(Instant.parse("2026-03-01T11:15:00Z"));
        clock.advance(Duration.ofHours(24));
        assertThat(node.watch.lastDay(feed)).containsOnly(0L);
    }

    @Test
    @Case("E87")
    void whenSignaturesNoLongerHoldAnAdministratorIsWarned() throws Exception {
        assertThat(signed("{\"a\": 1}")).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(post(TestEndpoint.sign(TestEndpoint.key("one"), "{}"))).isEqualTo(401);
        assertThat(post("{\"unsigned\": true}")).isEqualTo(401);
        assertThat(figures().refused())
                .extracting(FeedFigures.Refused::code, FeedFigures.Refused::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("signature", 1L),
                        org.assertj.core.groups.Tuple.tuple("unsigned", 1L));
        assertThat(warnings()).containsExactly(Warning.Kind.NOT_BELIEVED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(signed("{\"a\": 1}")).isEqualTo(200);
        assertThat(warnings()).isEmpty();
    }

    @Test
    @Case("E97")
    void aFloodOfBadSignaturesIsOneLineOfFigures() throws Exception {
        String bad = TestEndpoint.sign(TestEndpoint.key("one"), "{}");
        for (int i = 0; i < 100; i++) {
            assertThat(post(bad)).isIn(401, 429);
        }
        assertThat(figures().refused())
                .extracting(FeedFigures.Refused::code)
                .containsExactlyInAnyOrder("signature", "bad-signatures");
        assertThat(figures().refused().stream()
                        .mapToLong(FeedFigures.Refused::count)
                        .sum())
                .isEqualTo(100);
        endpoint.post("/ingest/nobodys/canvas", bad);
        assertThat(node.watch.feeds(institution)).hasSize(1);
    }

    @Test
    void aFeedThatFellSilentIsToldAndItsUsualRhythmCounts() throws Exception {
        assertThat(warnings()).as("it never spoke").isEmpty();
        for (int i = 0; i < 20; i++) {
            signed("{\"a\": %d}".formatted(i));
            node.workOff(institution);
            clock.advance(Duration.ofMinutes(30));
        }
        assertThat(warnings()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(warnings()).containsExactly(Warning.Kind.SILENT);
        node.lti.platforms().pause(platform.id(), true);
        assertThat(warnings()).as("an administrator paused it").isEmpty();
    }

    @Test
    void aPausedFeedRefusesAndAClosedOneIsNobodys() throws Exception {
        node.feeds.pause(feed, true);
        assertThat(signed("{}")).isEqualTo(403);
        node.feeds.pause(feed, false);
        clock.advance(Duration.ofSeconds(5));
        assertThat(signed("{}")).isEqualTo(200);
        node.feeds.close(feed);
        clock.advance(Duration.ofSeconds(5));
        assertThat(signed("{}")).isEqualTo(404);
        assertThat(node.feeds.of(institution)).isEmpty();
        assertThat(node.feeds.state(feed)).isEqualTo(Feeds.State.CLOSED);
        node.feeds.pause(feed, false);
        assertThat(node.feeds.state(feed)).as("closed for ever").isEqualTo(Feeds.State.CLOSED);
        assertThat(node.workOff(institution))
                .as("what came is still worked off")
                .isEqualTo(1);
    }
}
