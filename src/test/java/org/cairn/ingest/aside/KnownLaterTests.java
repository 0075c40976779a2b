package org.cairn.ingest.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.Waiting;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages about people who become known later, by whichever name. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KnownLaterTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOON);
    private final TestIngest house;
    private final Platform canvas;
    private final Platform moodle;
    private final Feed feed;

    KnownLaterTests(TestDatabase kind) {
        house = new TestIngest(kind.fresh(), clock, new ByName());
        canvas = house.lti.canvas("University");
        moodle = house.lti.platforms().register(TestLti.registration("University", Family.MOODLE));
        feed = house.feed(canvas);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Reads "kind value", once or more: a score of whoever is called so; "enrol value course" of an enrolment. */
    private record ByName() implements Translator {
        @Override
        public FeedKind kind() {
            return FeedKind.CANVAS;
        }

        @Override
        public Translation translate(Origin origin, String body, Instant receivedAt) {
            String[] words = body.split(" ");
            if (words[0].equals("enrol")) {
                return new Translation.PersonKnown(
                        new Person(Set.of(new Identifier(IdentifierKind.SUB, words[1])), "Ann", null),
                        receivedAt,
                        new Translation.Enrolment(words[1] + words[2], words[2], true));
            }
            Activity activity = new Activity(origin.id(), "565", "assignment:355");
            return new Translation.Observed(
                    java.util.stream.IntStream.range(0, words.length / 2)
                            .mapToObj(i -> new Identifier(IdentifierKind.of(words[2 * i]), words[2 * i + 1]))
                            .toList(),
                    receivedAt,
                    List.of(new Observation.Score(activity, BigDecimal.TEN, BigDecimal.TEN)),
                    List.of());
        }
    }

    private void store(String body) throws Exception {
        store(feed, body);
    }

    private void store(Feed into, String body) throws Exception {
        house.store(Incoming.of(into, clock.instant(), org.cairn.vault.Tokens.digest(body), "test", body, null));
        house.workOff(canvas.id().institution());
    }

    /** As if the message had been changed by hand. */
    private void original(String body, String before) {
        house.database
                .jdbc()
                .sql("insert into message_before (institution, feed, dedupe_key, changed_at, changed_by, body)"
                        + " select institution, feed, dedupe_key, received_at, 'Abe Admin', ? from inbox_message"
                        + " where body = ?")
                .params(before, body)
                .update();
    }

    private List<String> originals() {
        return house.database
                .jdbc()
                .sql("select body from message_before")
                .query(String.class)
                .list();
    }

    private List<Evidence> evidence(LearnerId learner) {
        house.workOff(learner.institution());
        // evidence of an account is brought to its person when that person is looked at
        house.evidence.lookAgain().claim(learner.institution(), 1000);
        return house.evidence.log().of(learner);
    }

    @Test
    void whateverTheyAreCalledTheirMessagesJoinThem() throws Exception {
        for (IdentifierKind kind : IdentifierKind.values()) {
            String value = value(kind);
            store(kind.code() + " " + value);
            assertThat(house.tally(canvas.id().institution()).parked())
                    .as(kind.code())
                    .isEqualTo(1);

            LearnerId learner = house.lti.learners().know(canvas.id(), known(kind, value));

            assertThat(evidence(learner)).as(kind.code()).hasSize(1);
            assertThat(house.tally(canvas.id().institution()).parked())
                    .as(kind.code())
                    .isZero();
        }
    }

    private static String value(IdentifierKind kind) {
        return switch (kind) {
            case EMAIL -> "ann.email@example.edu";
            case EMAIL_SHA1 -> "34e4e76fa61b9e43eab565ab4f27c871578a216a";
            case CANVAS_GLOBAL -> "10000000000048";
            case CANVAS_LOCAL -> "77";
            case SUB, LTI11, CANVAS_UUID, SIS, USERNAME, XAPI_ACCOUNT, IRI -> "value-" + kind.code();
        };
    }

    private static Person known(IdentifierKind kind, String value) {
        Identifier sub = new Identifier(IdentifierKind.SUB, kind == IdentifierKind.SUB ? value : "sub-" + kind.code());
        return switch (kind) {
            case EMAIL -> new Person(Set.of(sub), "Ann", value);
            case EMAIL_SHA1 -> new Person(Set.of(sub), "Ann", HASHED);
            case SUB, LTI11, CANVAS_GLOBAL, CANVAS_LOCAL, CANVAS_UUID, SIS, USERNAME, XAPI_ACCOUNT, IRI ->
                new Person(new java.util.LinkedHashSet<>(List.of(sub, new Identifier(kind, value))), "Ann", null);
        };
    }

    private static final String HASHED = "ann.hashed@example.edu";

    @Test
    void aNameThatAnAdministratorGivesReleasesWhatWaitsUnderIt() throws Exception {
        store("xapi-account https://portal.example.edu|ann");
        Identifier account = new Identifier(IdentifierKind.XAPI_ACCOUNT, "https://portal.example.edu|ann");
        assertThat(house.waiting.names(canvas.id().institution(), 10))
                .containsExactly(new Waiting.Under(canvas.id(), account, 1));
        LearnerId ann = house.lti.learners().know(canvas.id(), person("c1"));

        house.people.links().give(ann, canvas.id(), account, "operator");

        assertThat(evidence(ann)).hasSize(1);
        assertThat(house.waiting.names(canvas.id().institution(), 10)).isEmpty();
    }

    private static Person person(String sub) {
        return new Person(Set.of(new Identifier(IdentifierKind.SUB, sub)), "Ann", null);
    }

    @Test
    void anIdThatTwoPlatformsShareReleasesWhatWaitsOnTheOther() throws Exception {
        store("sis A1");
        LearnerId ann = house.people
                .learners()
                .know(
                        moodle.id(),
                        new Person(
                                Set.of(
                                        new Identifier(IdentifierKind.SUB, "7"),
                                        new Identifier(IdentifierKind.SIS, "A1")),
                                "Ann",
                                null));
        assertThat(evidence(ann)).isEmpty();

        house.people
                .trusted()
                .declare(canvas.id().institution(), IdentifierKind.SIS, List.of(canvas.id(), moodle.id()), "operator");
        house.people.work(canvas.id().institution());

        assertThat(evidence(ann)).hasSize(1);
    }

    @Test
    void whatComesAfterALinkIsThePersonsAndGoesWithTheAccount() throws Exception {
        LearnerId ann = house.lti.learners().know(moodle.id(), person("7"));
        clock.advance(java.time.Duration.ofMinutes(1));
        LearnerId annie = house.lti.learners().know(canvas.id(), person("c1"));
        store("sub c1");
        assertThat(evidence(annie)).hasSize(1);
        house.people.links().link(ann, annie, Links.How.ADMIN, "", "operator");
        assertThat(evidence(ann)).hasSize(1);
        clock.advance(java.time.Duration.ofMinutes(1));
        house.store(Incoming.of(feed, clock.instant(), org.cairn.vault.Tokens.digest("later"), "test", "sub c1", null));
        assertThat(evidence(ann)).hasSize(2);

        house.people.links().unlink(annie, "", "operator");

        assertThat(evidence(ann)).isEmpty();
        assertThat(evidence(annie)).hasSize(2);
    }

    @Test
    void anEnrolmentHeardBeforeItsCourseIsAppliedWhenTheCourseIsKnown() throws Exception {
        store("enrol c1 565");
        CourseId course = house.lti.courses().know(canvas.id(), "ctx", "565", "Maths");
        assertThat(house.lti.courses().students(course))
                .extracting(Learner::name)
                .containsExactly("Ann");
    }

    @Test
    @Case("E96")
    void whatComesAboutSomebodyErasedIsDroppedAndCounted() throws Exception {
        LearnerId ann = house.lti.learners().know(canvas.id(), person("c1"));
        store("sub c1");
        assertThat(evidence(ann)).hasSize(1);
        store("iri https://portal.example.edu/ann");
        store("sub somebody-else");
        original("sub c1", "{\"user_id\": \"c1\"}");
        original("iri https://portal.example.edu/ann", "{\"actor\": \"ann\"}");
        original("sub somebody-else", "{\"user_id\": \"somebody-else\"}");

        house.people.erasures().erase(ann, "operator");
        clock.advance(java.time.Duration.ofDays(30));
        house.store(Incoming.of(feed, clock.instant(), org.cairn.vault.Tokens.digest("later"), "test", "sub c1", null));
        store("enrol c1 565");

        assertThat(originals())
                .as("as messages were before they were mended")
                .containsExactlyInAnyOrder("{\"user_id\": \"somebody-else\"}", "{\"actor\": \"ann\"}");
        assertThat(house.lti.learners().find(canvas.id(), "c1")).isEmpty();
        assertThat(house.tally(canvas.id().institution()).parked()).isEqualTo(2);
        assertThat(house.ingestion.latest(canvas.id().institution(), 10))
                .filteredOn(message -> Ingestion.ERASED.equals(message.reason()))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.body()).isEqualTo("{}"));
        assertThat(house.people
                        .erasures()
                        .last(canvas.id().institution(), 1)
                        .getFirst()
                        .dropped())
                .isEqualTo(2);
    }

    @Test
    @Case("E96")
    void whatWaitsForSomebodyWithTheNumberOfSomebodyErasedGoesOnWaiting() throws Exception {
        Identifier number = new Identifier(IdentifierKind.SIS, "A1");
        LearnerId old = house.lti
                .learners()
                .know(canvas.id(), new Person(Set.of(new Identifier(IdentifierKind.SUB, "c1"), number), "Old", null));
        store("sub c9 sis A1");
        store("canvas-uuid nobody-yet");

        house.people.erasures().erase(old, "operator");

        assertThat(house.tally(canvas.id().institution()).parked()).isEqualTo(2);
        LearnerId newcomer = house.lti
                .learners()
                .know(canvas.id(), new Person(Set.of(new Identifier(IdentifierKind.SUB, "c9"), number), "New", null));
        assertThat(evidence(newcomer)).hasSize(1);
    }
}
