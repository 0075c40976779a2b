package org.cairn.ingest.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.Warning;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What came first under an id counts, and that it came otherwise is shown. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@Case("E89")
class ConflictsTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");
    private static final String FIRST = mark("ada", "80");

    private final TestDatabase.Fresh database;
    private final MutableClock clock = new MutableClock(NOW);
    private final Marks marks = new Marks();
    private final TestIngest node;
    private final Platform platform;
    private final InstitutionId institution;
    private final Feed feed;
    private final LearnerId ada;

    ConflictsTests(TestDatabase kind) {
        database = kind.fresh();
        node = new TestIngest(database, clock, marks);
        platform = node.lti.canvas("North Hill");
        institution = platform.id().institution();
        feed = node.feeds
                .open(platform.id(), FeedKind.EVENTS, Feed.Reading.USUAL)
                .feed();
        ada = known("ada");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String mark(String who, String score) {
        return "{\"id\": \"sis-1\", \"who\": \"%s\", \"score\": %s}".formatted(who, score);
    }

    /** A made-up format, whose messages have ids, and titles that mean nothing. */
    private static final class Marks implements Translator {
        private final AtomicInteger read = new AtomicInteger();

        @Override
        public FeedKind kind() {
            return FeedKind.EVENTS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            read.incrementAndGet();
            try {
                JsonNode json = StrictJson.read(body);
                if (!json.path("score").isNumber()) {
                    return Translation.Unusable.of("no-number");
                }
                Activity quiz = new Activity(origin.id(), null, "quiz:1");
                return new Translation.Observed(
                        List.of(new Identifier(
                                IdentifierKind.SIS, json.path("who").asString())),
                        receivedAt,
                        List.of(new Observation.Score(quiz, json.path("score").decimalValue(), new BigDecimal(100))),
                        List.of(new KnownActivity(quiz, json.path("title").asString("Quiz"), null)));
            } catch (StrictJson.Unreadable e) {
                return Translation.Unusable.of("unreadable");
            }
        }
    }

    private LearnerId known(String sis) {
        return node.known(platform, sis);
    }

    private void came(String... bodies) throws Exception {
        for (String body : bodies) {
            node.store(new Incoming(feed, "m1", "mark", body, null));
            node.workOff(institution);
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private List<Conflict> conflicts() {
        return node.ingestion.conflicts(institution, 10);
    }

    private List<BigDecimal> scores() {
        return node.evidence.log().of(ada).stream()
                .map(Evidence::what)
                .map(Observation.Score.class::cast)
                .map(Observation.Score::points)
                .toList();
    }

    @Test
    void whatSaysSomethingElseUnderTheSameIdIsShownAndCountsForNothing() throws Exception {
        came(FIRST, mark("ada", "95"), mark("ada", "97"));

        assertThat(scores()).containsExactly(new BigDecimal(80));
        assertThat(conflicts()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("sis-1");
            assertThat(one.message().key()).isEqualTo("m1");
            assertThat(one.message().body()).isEqualTo(FIRST);
            assertThat(one.lastBody()).isEqualTo(mark("ada", "97"));
            assertThat(one.times()).isEqualTo(2);
            assertThat(one.message().receivedAt()).isEqualTo(NOW);
            assertThat(one.firstAt()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
            assertThat(one.lastAt()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        });
        assertThat(node.ingestion.conflicts(feed, 10)).isEqualTo(conflicts());
        assertThat(node.ingestion.conflict(feed, "m1")).contains(conflicts().getFirst());
        assertThat(node.ingestion.conflict(feed, "m2")).isEmpty();
        var figures = node.watch.feeds(institution);
        assertThat(figures).singleElement().satisfies(one -> {
            assertThat(one.conflicts()).isEqualTo(1);
            assertThat(one.duplicates()).isEqualTo(2);
        });
        assertThat(node.watch.warnings(institution, figures))
                .extracting(Warning::kind)
                .containsExactly(Warning.Kind.CONTRADICTED);
    }

    @Test
    void otherWordsForTheSameAreNoConflict() throws Exception {
        came(
                FIRST,
                "{\"score\": 80.0, \"who\": \"ada\", \"id\": \"sis-1\", \"sent\": \"later\"}",
                "{\"id\": \"sis-1\", \"who\": \"ada\", \"score\": 80, \"title\": \"Renamed\"}");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whatComesAgainInTheSameWordsIsNotEvenRead() throws Exception {
        Incoming[] many = IntStream.range(0, 300)
                .mapToObj(i -> new Incoming(feed, "k" + i, "mark", mark("ada", "1"), null))
                .toArray(Incoming[]::new);
        node.store(many);
        int before = marks.read.get();
        node.store(many);
        node.store(many);
        assertThat(marks.read).hasValue(before);
        assertThat(node.tally(institution).duplicates()).isEqualTo(600);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void bothMayComeInOneRequest() throws Exception {
        node.store(
                new Incoming(feed, "m1", "mark", FIRST, null),
                new Incoming(feed, "m1", "mark", mark("ada", "9"), null));
        assertThat(conflicts()).hasSize(1);
    }

    @Test
    void aMendedMessageThatComesAgainAsItWasIsNoConflict() throws Exception {
        String broken = mark("ada", "\"80 of 100\"");
        came(broken);
        node.quarantine.mend(feed, "m1", FIRST, "Abe Admin");
        came(broken);
        assertThat(conflicts()).isEmpty();
        came(mark("ada", "81"));
        assertThat(conflicts()).hasSize(1);
    }

    @Test
    void whatCouldNotBeUsedAndComesMendedIsShown() throws Exception {
        came(mark("ada", "\"A\""), FIRST);
        assertThat(scores()).isEmpty();
        assertThat(conflicts())
                .singleElement()
                .satisfies(one -> assertThat(one.lastBody()).isEqualTo(FIRST));
    }

    @Test
    void whereWordsMakeTheMessageNothingIsCompared() throws Exception {
        Feed canvas = node.feed(platform);
        node.store(new Incoming(canvas, "m1", "mark", FIRST, null));
        node.store(new Incoming(canvas, "m1", "mark", mark("ada", "1"), null));
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void ofSomebodyErasedNoOtherWordsStayOrAreKept() throws Exception {
        came(FIRST, mark("ada", "95"));
        node.people.erasures().erase(ada, "operator");
        assertThat(conflicts()).isEmpty();
        came(mark("ada", "97"));
        assertThat(conflicts()).isEmpty();
        assertThat(database.jdbc()
                        .sql("select count(*) from message_conflict")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
