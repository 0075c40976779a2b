package org.cairn.ingest.aside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class QuarantineTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");

    private final TestDatabase.Fresh database;
    private final MutableClock clock = new MutableClock(NOW);
    private final TestIngest node;
    private final Platform platform;
    private final InstitutionId institution;
    private final Feed feed;
    private final Quarantine quarantine;
    private final LearnerId ada;
    private final LearnerId ben;

    QuarantineTests(TestDatabase kind) {
        database = kind.fresh();
        node = new TestIngest(database, clock, new Marks());
        platform = node.lti.canvas("North Hill");
        institution = platform.id().institution();
        feed = node.feed(platform);
        quarantine = node.quarantine;
        ada = known("ada");
        ben = known("ben");
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** A made-up format: {@code {"who": "ada", "quiz": "1", "score": 80}}. */
    private static final class Marks implements Translator {
        static volatile boolean broken;

        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            if (broken && body.contains("poison")) {
                throw new IllegalStateException("a mistake in the translator");
            }
            try {
                JsonNode json = StrictJson.read(body);
                if (!json.path("score").isNumber()) {
                    return Translation.Unusable.of("no-number");
                }
                return new Translation.Observed(
                        List.of(new Identifier(
                                IdentifierKind.SIS, json.path("who").asString())),
                        receivedAt,
                        List.of(new Observation.Score(
                                new Activity(
                                        origin.id(),
                                        null,
                                        "quiz:" + json.path("quiz").asString()),
                                json.path("score").decimalValue(),
                                new BigDecimal(100))),
                        List.of());
            } catch (StrictJson.Unreadable e) {
                return Translation.Unusable.of("unreadable");
            }
        }
    }

    private LearnerId known(String sis) {
        return node.known(platform, sis);
    }

    private void came(String key, String body) throws Exception {
        node.store(new Incoming(feed, key, "mark", body, null));
        work();
    }

    private void work() {
        node.workOff(institution);
    }

    private State state(String key) {
        return quarantine.find(feed, key).orElseThrow().state();
    }

    private List<String> scores(LearnerId who) {
        return node.evidence.log().of(who).stream()
                .map(Evidence::what)
                .map(Observation.Score.class::cast)
                .map(score -> score.activity().id() + "=" + score.points())
                .toList();
    }

    private static MendingRule rule(MendingRule.Test test, String at, String wanted, String put, String value) {
        return new MendingRule(UUID.randomUUID(), "", test, at, wanted, put, value, null, "Abe Admin", NOW);
    }

    @Test
    void whatIsQuarantinedIsGroupedByItsReason() throws Exception {
        came("m1", "{\"who\": \"ada\", \"score\": \"A\"}");
        came("m2", "{\"who\": \"ada\", \"score\": \"B\"}");
        came("m3", "no json");
        assertThat(quarantine.groups(feed))
                .extracting(Quarantine.Group::reason, Quarantine.Group::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("no-number", 2L),
                        org.assertj.core.groups.Tuple.tuple("unreadable", 1L));
        assertThat(quarantine.of(feed, "unreadable", 10))
                .extracting(Ingestion.Message::key)
                .containsExactly("m3");
    }

    @Test
    void aMessageIsMendedByHandAndWhatItWasIsKept() throws Exception {
        String broken = "{\"who\": \"ada\", \"quiz\": \"1\", \"score\": \"80 of 100\"}";
        String mended = "{\"who\": \"ada\", \"quiz\": \"1\", \"score\": 80}";
        came("m1", broken);
        Ingestion.Message message = quarantine.find(feed, "m1").orElseThrow();
        assertThat(quarantine.tryOut(feed, message, broken).usable()).isFalse();
        assertThat(quarantine.tryOut(feed, message, mended).who()).hasSize(1);
        assertThatThrownBy(() -> quarantine.mend(feed, "m1", "{", "Abe Admin"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(quarantine.mend(feed, "m1", mended, "Abe Admin")).isTrue();
        work();
        assertThat(state("m1")).isEqualTo(State.DONE);
        assertThat(scores(ada)).containsExactly("quiz:1=80");
        assertThat(quarantine.history(feed, "m1")).containsExactly(new Quarantine.Before(broken, "Abe Admin", NOW));
        assertThat(quarantine.mend(feed, "m1", broken, "Abe Admin"))
                .as("only what is quarantined")
                .isFalse();
    }

    @Test
    void aRuleMendsWhatIsQuarantinedAndWhatComesLater() throws Exception {
        came("m1", "{\"who\": \"ada\", \"quiz\": \"1\", \"score\": \"excellent\"}");
        came("m2", "{\"who\": \"ben\", \"quiz\": \"1\", \"score\": \"poor\"}");
        MendingRule excellent = rule(MendingRule.Test.EQUALS, "/score", "excellent", "/score", "95");
        Quarantine.Preview preview = quarantine.preview(feed, excellent);
        assertThat(preview.looked()).isEqualTo(2);
        assertThat(preview.changed()).isEqualTo(1);
        assertThat(preview.usable()).isEqualTo(1);
        assertThat(preview.examples())
                .singleElement()
                .satisfies(example -> assertThat(example.said().what()).hasSize(1));
        assertThat(state("m1")).as("a preview changes nothing").isEqualTo(State.QUARANTINED);
        quarantine.add(feed, excellent);
        assertThat(quarantine.replay(feed, "no-number")).isEqualTo(2);
        work();
        assertThat(scores(ada)).containsExactly("quiz:1=95");
        assertThat(state("m2")).isEqualTo(State.QUARANTINED);
        came("m3", "{\"who\": \"ben\", \"quiz\": \"1\", \"score\": \"excellent\"}");
        assertThat(scores(ben)).containsExactly("quiz:1=95");
        assertThat(quarantine.find(feed, "m3").orElseThrow().body())
                .as("what came stays as it came")
                .contains("excellent");
        assertThat(quarantine.rules(feed)).singleElement().satisfies(kept -> {
            assertThat(kept.by()).isEqualTo("Abe Admin");
            quarantine.remove(feed, kept.id(), "Abe Admin");
        });
        assertThat(quarantine.rules(feed)).isEmpty();
        came("m4", "{\"who\": \"ben\", \"quiz\": \"2\", \"score\": \"excellent\"}");
        assertThat(state("m4")).isEqualTo(State.QUARANTINED);
    }

    @Test
    void everythingIsReadAgainAndWhatIsNoLongerSaidIsWithdrawn() throws Exception {
        came("m1", "{\"who\": \"ada\", \"quiz\": \"1\", \"score\": 80}");
        came("m2", "{\"who\": \"ada\", \"quiz\": \"2\", \"score\": 70}");
        quarantine.add(feed, rule(MendingRule.Test.EVERYWHERE, "", "1", "", "\"9\""));
        quarantine.add(feed, rule(MendingRule.Test.EQUALS, "/quiz", "2", "/who", "ben"));
        assertThat(scores(ada)).as("nothing happens by itself").containsExactlyInAnyOrder("quiz:1=80", "quiz:2=70");
        assertThat(quarantine.replayAll(feed)).isEqualTo(2);
        work();
        assertThat(scores(ada)).containsExactly("quiz:9=80");
        assertThat(scores(ben)).containsExactly("quiz:2=70");
        quarantine.rules(feed).forEach(one -> quarantine.remove(feed, one.id(), "Abe Admin"));
        quarantine.replayAll(feed);
        work();
        assertThat(scores(ada)).containsExactlyInAnyOrder("quiz:1=80", "quiz:2=70");
        assertThat(scores(ben)).isEmpty();
        assertThat(node.tally(institution).waiting()).isZero();
    }

    @Test
    void howeverManyAreReadAgainTheirOrderIsKept() throws Exception {
        node.store(IntStream.range(0, 1100)
                .mapToObj(i -> new Incoming(feed, "m%04d".formatted(i), "mark", "no json", null))
                .toArray(Incoming[]::new));
        work();
        work();
        clock.advance(Duration.ofSeconds(1));
        assertThat(quarantine.replayAll(feed)).isEqualTo(1100);
        assertThat(waiting()).hasSize(1100).isSorted();
        clock.advance(Duration.ofSeconds(1));
        work();
        work();
        assertThat(quarantine.replay(feed, "unreadable")).isEqualTo(1100);
        assertThat(waiting()).hasSize(1100).isSorted();
    }

    /** In the order in which they will be read; of several that are due at once, the last one is the first. */
    private List<String> waiting() {
        return database.jdbc()
                .sql("select dedupe_key from inbox_message where institution = ? and state = 'WAITING'"
                        + " order by due_at, dedupe_key desc")
                .param(institution.value())
                .query(String.class)
                .list();
    }

    @Test
    void whatAMessageSaidByRulesThatEndedBeforeOthersBeganIsWithdrawn() throws Exception {
        LearnerId cem = known("cem");
        quarantine.add(feed, rule(MendingRule.Test.EQUALS, "/who", "ada", "/who", "ben"));
        came("m1", "{\"who\": \"ada\", \"quiz\": \"1\", \"score\": 80}");
        assertThat(scores(ben)).containsExactly("quiz:1=80");
        clock.advance(Duration.ofMinutes(1));
        quarantine.rules(feed).forEach(one -> quarantine.remove(feed, one.id(), "Abe Admin"));
        clock.advance(Duration.ofMinutes(1));
        quarantine.add(feed, rule(MendingRule.Test.EQUALS, "/who", "ben", "/who", "cem"));

        quarantine.replayAll(feed);
        work();

        assertThat(scores(ben)).isEmpty();
        assertThat(scores(cem)).isEmpty();
        assertThat(scores(ada)).containsExactly("quiz:1=80");
    }

    @Test
    void whatWasSaidOfALinkedPersonIsWithdrawnAlsoBeforeItWasBroughtToThem() throws Exception {
        node.people.links().link(ada, ben, Links.How.ADMIN, "", "operator");
        LearnerId account = node.people.links().accounts(ada).getLast().id();
        String sis = account.equals(ada) ? "ada" : "ben";
        came("m1", "{\"who\": \"%s\", \"quiz\": \"1\", \"score\": 80}".formatted(sis));
        assertThat(scores(account)).as("nobody has looked yet").containsExactly("quiz:1=80");
        quarantine.add(feed, rule(MendingRule.Test.EQUALS, "/score", "80", "/score", "95"));

        quarantine.replayAll(feed);
        work();

        assertThat(scores(account)).containsExactly("quiz:1=95");
    }

    @Test
    void whatIsDismissedIsCountedAsIgnoredAndSaysWhy() throws Exception {
        came("m1", "no json");
        assertThat(quarantine.dismiss(feed, "unreadable", "test messages", "Abe Admin"))
                .isEqualTo(1);
        assertThat(quarantine.find(feed, "m1").orElseThrow())
                .satisfies(message -> assertThat(message.state()).isEqualTo(State.IGNORED))
                .satisfies(message -> assertThat(TestComplaints.english(String.valueOf(message.reason())))
                        .isEqualTo("Put aside by Abe Admin: test messages"));
        assertThat(node.tally(institution).ignored()).isEqualTo(1);
        quarantine.replayAll(feed);
        assertThat(node.tally(institution).ignored()).isZero();
        work();
        assertThat(state("m1")).isEqualTo(State.QUARANTINED);
    }

    @Test
    void whoDismissedWhatIsForgottenWithThem() throws Exception {
        came("m1", "no json");
        quarantine.dismiss(feed, List.of("m1"), "test messages", "Ben (%s)".formatted(ben.value()));
        assertThat(quarantine.find(feed, "m1").orElseThrow().reason())
                .contains("Ben")
                .startsWith(Quarantine.DISMISSED);

        node.people.erasures().erase(ben, "operator");

        assertThat(quarantine.find(feed, "m1").orElseThrow().reason())
                .isEqualTo("message.dismissed.by-erased")
                .startsWith(Quarantine.DISMISSED);
    }

    @Test
    void aLongReasonOfDismissalStillFits() throws Exception {
        came("m1", "no json");
        quarantine.dismiss(feed, List.of("m1"), "w".repeat(300), "b".repeat(240));
        assertThat(quarantine.find(feed, "m1").orElseThrow().reason())
                .hasSizeLessThanOrEqualTo(500)
                .contains("b".repeat(240), "w".repeat(200));
    }

    @Test
    void whatWasKeptInWordsAndIsLookedForIsBroughtIntoCodes() throws Exception {
        came("m1", "no json");
        came("m2", "no json");
        came("m3", "no json");
        quarantine.dismiss(feed, List.of("m1", "m2"), "as below", "Abe Admin");
        kept("m1", "About somebody who was erased.");
        kept("m2", "Dismissed by Abe (or Abel) Admin (0190-1): a test: of (something): odd");
        kept("m3", "The score is not a number.");

        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V55__reasons_as_codes.sql"))
                .execute(database.dataSource());

        assertThat(quarantine.find(feed, "m1").orElseThrow().reason()).isEqualTo(Ingestion.ERASED);
        assertThat(Complaint.read(
                        String.valueOf(quarantine.find(feed, "m2").orElseThrow().reason())))
                .containsExactly(Complaint.of(
                        Quarantine.DISMISSED, "Abe (or Abel) Admin (0190-1)", "a test: of (something): odd"));
        assertThat(quarantine.find(feed, "m3").orElseThrow().reason()).isEqualTo("The score is not a number.");
    }

    private void kept(String key, String reason) {
        database.jdbc()
                .sql("update inbox_message set reason = ? where institution = ? and dedupe_key = ?")
                .params(reason, institution.value(), key)
                .update();
    }

    @Test
    void somebodyUnknownIsLinkedAndTheirMessagesAreReleased() throws Exception {
        came("m1", "{\"who\": \"ada-2\", \"quiz\": \"1\", \"score\": 80}");
        Identifier unknown = new Identifier(IdentifierKind.SIS, "ada-2");
        assertThat(quarantine.parked(feed, 10)).containsExactly(new Quarantine.Unknown(unknown, 1));
        assertThat(quarantine.isSame(feed, unknown, ada)).isTrue();
        work();
        assertThat(scores(ada)).containsExactly("quiz:1=80");
        assertThat(quarantine.parked(feed, 10)).isEmpty();
        assertThat(quarantine.isSame(feed, TestLti.sub("somebody-else"), ada))
                .as("another account is another person")
                .isFalse();
    }

    @Test
    @Case("F11")
    void aPoisonEventAmongManyIsPutAsideAndGoesThroughOnceTheDefectIsMended() throws Exception {
        Marks.broken = true;
        try {
            Incoming[] many = IntStream.range(0, 1000)
                    .mapToObj(i -> new Incoming(
                            feed,
                            "m%04d".formatted(i),
                            "mark",
                            "{\"who\": \"ada\", \"quiz\": \"%d\", \"score\": 80%s}"
                                    .formatted(i, i == 500 ? ", \"poison\": 1" : ""),
                            null))
                    .toArray(Incoming[]::new);
            node.store(many);
            for (int i = 0; i < 60; i++) {
                work();
                clock.advance(Duration.ofSeconds(5));
            }
        } finally {
            Marks.broken = false;
        }
        assertThat(scores(ada)).hasSize(999);
        assertThat(state("m0500")).isEqualTo(State.QUARANTINED);
        assertThat(quarantine.replay(feed, List.of("m0500"))).isEqualTo(1);
        work();
        assertThat(scores(ada)).hasSize(1000);
    }

    @Test
    void whatIsNoRuleIsRefused() {
        for (MendingRule wrong : List.of(
                rule(MendingRule.Test.EQUALS, "score", "x", "/score", "1"),
                rule(MendingRule.Test.EQUALS, "/score", "", "/score", "1"),
                rule(MendingRule.Test.ALWAYS, "", "", "", "1"),
                rule(MendingRule.Test.ALWAYS, "", "", "/sco\0re", "1"),
                rule(MendingRule.Test.EQUALS, "/sco\0re", "x", "/score", "1"),
                rule(MendingRule.Test.EVERYWHERE, "/" + "a".repeat(301), "x", "", "1"),
                rule(MendingRule.Test.EVERYWHERE, "", "x", "/" + "a".repeat(301), "1"),
                rule(MendingRule.Test.EVERYWHERE, "", "x", "", "\0"))) {
            assertThatThrownBy(() -> quarantine.add(feed, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
