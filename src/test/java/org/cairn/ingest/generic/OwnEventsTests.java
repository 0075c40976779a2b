package org.cairn.ingest.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Author;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnEventsTests {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final PlatformId ID = new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID());

    private static Origin origin(Family family, boolean matchEmail) {
        URI uri = URI.create("https://lms.example.edu/x");
        return new Origin(
                new Platform(ID, "LMS", family, "https://lms.example.edu", "1", uri, uri, uri, true),
                new Feed("feed", ID, FeedKind.EVENTS, null, false, new Feed.Reading(false, false, matchEmail)));
    }

    private static Translation translate(Family family, String json) {
        return new OwnEvents().translate(origin(family, true), json.replace('\'', '"'), NOW);
    }

    private static Translation translate(String json) {
        return translate(Family.CANVAS, json);
    }

    private static String scored(String score) {
        return "{'id': 1, 'type': 'scored', 'person': {'sis': 'A1'}, 'course': '565', 'activity': 'assignment:355', "
                + score + "}";
    }

    private static Observation only(Translation translation) {
        assertThat(translation).isInstanceOf(Observed.class);
        return ((Observed) translation).what().getFirst();
    }

    @ParameterizedTest
    @Case("E91")
    @ValueSource(
            strings = {
                "'score': {'points': null, 'possible': 10}",
                "'score': {'points': '', 'possible': 10}",
                "'score': {'points': 'A-', 'possible': 10}",
                "'score': {'points': '1,5', 'possible': 10}",
                "'score': {'points': 'NaN', 'possible': 10}",
                "'score': {'points': 'Infinity', 'possible': 10}",
                "'score': {'points': '1e9', 'possible': 10}",
                "'score': {'points': 1e400, 'possible': 10}",
                "'score': {'points': 1e-400, 'possible': 10}",
                "'score': {'points': [5], 'possible': 10}",
                "'score': {'points': true, 'possible': 10}",
                "'score': {'points': 5, 'possible': 0}",
                "'score': {'points': 5, 'possible': -10}",
                "'score': {'points': 5, 'possible': null}",
                "'score': {'points': 5}",
                "'score': 'A%'"
            })
    void whatIsNoScoreIsToldAndNeverGuessed(String score) {
        assertThat(translate(scored(score))).isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @Case("E91")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'score': {'points': -5, 'possible': 10} | -5 | 10",
                "'score': {'points': '-0.5', 'possible': '10.0'} | -0.5 | 10",
                "'score': {'points': 15, 'possible': 10} | 15 | 10",
                "'score': '150%' | 150 | 100",
                "'score': ' 85.5 % ' | 85.5 | 100",
                "'score': {'points': 7}, 'possible': 8 | 7 | 8",
                "'points': '7', 'possible': '8' | 7 | 8",
                "'grade': 7, 'possible': 8 | 7 | 8",
                "'score': {'points': 79.99999999999999999, 'possible': 100} | 79.999999999999 | 100",
                "'score': {'points': -0.00000000000001, 'possible': 100} | -0.000000000001 | 100"
            })
    void aScoreIsTakenAsItStands(String score, BigDecimal points, BigDecimal possible) {
        assertThat(only(translate(scored(score))))
                .isEqualTo(new Observation.Score(new Activity(ID, "565", "assignment:355"), points, possible));
    }

    @ParameterizedTest
    @CsvSource({
        "CANVAS, assignment:355, assignment:355",
        "CANVAS, assignment:21070000000000355, assignment:355",
        "MOODLE, cm:21070000000000355, cm:21070000000000355",
        "CANVAS, event:21070000000000355, event:21070000000000355",
        "CANVAS, Safety  training, event:Safety_training",
        "OTHER, ftp:x, event:ftp:x",
        "OTHER, course, course",
        "OTHER, xapi:https://example.edu/a, xapi:https://example.edu/a"
    })
    void activitiesHaveTheNamesThatBindingsKnow(Family family, String given, String id) {
        String event = "{'id': 1, 'type': 'completed', 'person': {'sis': 'A1'}, 'course': '565', 'activity': '%s'}";

        assertThat(only(translate(family, event.formatted(given))))
                .isEqualTo(new Observation.Completion(new Activity(ID, "565", id), BigDecimal.ONE));
    }

    @Test
    void identifiersComeStrongestFirst() {
        String event =
                "{'id': 1, 'type': 'completed', 'activity': 'x', 'person': {'email': 'ADA@Example.edu', 'sis': 'A1',"
                        + " 'canvas': 21070000000000048, 'xapi-account': {'homePage': 'https://lms.example.edu/', 'name': '7'}}}";

        assertThat(((Observed) translate(event)).who())
                .containsExactly(
                        new Identifier(IdentifierKind.SUB, "7"),
                        new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048"),
                        new Identifier(IdentifierKind.SIS, "A1"),
                        new Identifier(IdentifierKind.EMAIL, "ada@example.edu"));
        assertThat(translate("{'id': 1, 'type': 'completed', 'activity': 'x', 'userid': '4711'}"))
                .extracting("who")
                .isEqualTo(List.of(new Identifier(IdentifierKind.SUB, "4711")));
    }

    @Test
    void anAddressIsBelievedOnlyWhereTheFeedSaysSoAndMakesNobodyKnown() {
        String event =
                "{\"id\": 1, \"type\": \"completed\", \"activity\": \"x\", \"person\": {\"email\": \"a@b.edu\"}}";

        assertThat(new OwnEvents().translate(origin(Family.CANVAS, true), event, NOW))
                .isInstanceOf(Observed.class);
        assertThat(new OwnEvents().translate(origin(Family.CANVAS, false), event, NOW))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        no -> assertThat(TestComplaints.english(no.reason())).contains("e-mail"));
        assertThat(translate("{'id': 1, 'type': 'person', 'person': {'email': 'a@b.edu', 'name': 'A'}}"))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @Case({"E90", "E98"})
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2100-01-01T00:00:00Z",
                "yesterday",
                "2026-03-04T13:00:00Z",
                "2026-02-30",
                "02/03/2026",
                "2026-03-02T10:20:00",
                "7"
            })
    void aTimeThatCannotBeIsToldAsSuch(String time) {
        assertThat(translate("{'id': 1, 'type': 'completed', 'person': {'sis': 'A1'}, 'activity': 'x', 'time': '%s'}"
                        .formatted(time)))
                .isInstanceOf(Unusable.class);
    }

    /** Noon in UTC: in the east it is tomorrow already, and nowhere the day after. */
    @Test
    void todayIsTodayWhereverTheSenderIs() {
        String event = "{'id': 1, 'type': 'completed', 'person': {'sis': 'A1'}, 'activity': 'x', 'time': '%s'}";

        assertThat(translate(event.formatted("2026-03-05"))).extracting("at").isEqualTo(NOW);
        assertThat(translate(event.formatted("2026-03-04")))
                .extracting("at")
                .isEqualTo(Instant.parse("2026-03-04T00:00:00Z"));
        assertThat(translate(event.formatted("2026-03-06"))).isInstanceOf(Unusable.class);
    }

    @Test
    void aMachineSaysWhoVouched() {
        String word = "'id': 1, 'type': 'attested', 'person': {'sis': 'A1'}, 'badge': 'pbl', 'milestone': 'mentor'";

        assertThat(translate("{" + word + "}")).isInstanceOf(Unusable.class);
        assertThat(translate("{" + word + ", 'by': {'name': 'Sam', 'role': 'student'}}"))
                .isInstanceOf(Unusable.class);
        assertThat(translate("{" + word + ", 'by': 'Sam', 'link': 'http://x.edu'}"))
                .isInstanceOf(Unusable.class);
        assertThat(translate("{" + word.replace("attested", "waived") + ", 'by': 'Sam'}"))
                .isInstanceOf(Unusable.class);
        assertThat(only(translate("{" + word + ", 'by': 'Sam', 'note': 'Good', 'link': 'https://x.edu'}")))
                .isEqualTo(new Observation.Attestation(
                        "pbl", "mentor", new Author("instructor", null, "Sam"), "Good", "https://x.edu", true));
    }

    @Test
    void theSameEventIsTheSameMessageAndAnIdOutweighsWhatItSays() throws Exception {
        Origin origin = origin(Family.CANVAS, true);

        String done = "\"type\": \"completed\", \"person\": {\"sis\": \"A1\"}";
        assertThat(key(origin, "{\"id\": \"7\", \"activity\": \"x\", " + done + "}"))
                .isEqualTo(key(origin, "{" + done + ", \"activity\": \"y\", \"id\": 7, \"time\": \"2026-03-02\"}"))
                .as("what cannot be used may come again, corrected")
                .isNotEqualTo(key(origin, "{\"id\": \"7\", " + done + "}"));
        assertThat(key(origin, "{\"time\": \"2026-03-02\", \"activity\": \"x\", " + done + "}"))
                .isEqualTo(key(origin, "{\"activity\": \"x\", " + done + ", \"time\": \"2026-03-02\"}"))
                .isNotEqualTo(key(origin, "{\"activity\": \"y\", " + done + ", \"time\": \"2026-03-02\"}"));
        assertThat(key(origin, "{\"id\": \"7\", " + done + "}"))
                .isEqualTo(key(origin, "{" + done + ", \"id\": \"7\"}"));
        assertThat(key(origin, "{\"eventname\": \"a\", \"timecreated\": \"1772446800\", \"lookup\": \"1\"}"))
                .isEqualTo(key(origin, "{\"eventname\": \"a\", \"timecreated\": \"1772446800\", \"lookup\": \"2\"}"));
        assertThat(EventMessages.of(origin, StrictJson.read("{\"id\": 1, \"token\": \"secret\"}"), NOW)
                        .body())
                .doesNotContain("secret");
    }

    private static String key(Origin origin, String json) throws Exception {
        return EventMessages.of(origin, StrictJson.read(json), NOW).key();
    }

    /** The one is the student, the other the teacher who overrode, or the administrator in whose name tasks run. */
    @Test
    void whatMoodleTellsIsTheStudentsAndNeverTheirTeachers() {
        String event = "{'eventname': '\\\\core\\\\event\\\\course_completed', 'userid': '2', 'courseid': '565',"
                + " 'timecreated': '1772446800'%s}";

        assertThat(translate(Family.MOODLE, event.formatted("")))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        no -> assertThat(TestComplaints.english(no.reason())).contains("relateduserid"));
        for (String told :
                List.of(", 'relateduserid': '7'", ", 'other_relateduserid': '7'", ", 'other': {'relateduserid': 7}")) {
            assertThat(translate(Family.MOODLE, event.formatted(told)))
                    .extracting("who")
                    .isEqualTo(List.of(new Identifier(IdentifierKind.SUB, "7")));
        }
    }

    @Test
    void aMoodleGradeNeedsItsActivityAndItsMaximum() {
        String grade = "{'eventname': '\\\\core\\\\event\\\\user_graded', 'relateduserid': '7', 'courseid': '565',"
                + " 'timecreated': '1772446800', 'other_finalgrade': '8.5'%s}";

        assertThat(translate(Family.MOODLE, grade.formatted("")))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        no -> assertThat(TestComplaints.english(no.reason())).contains("grademax"));
        String whole = grade.formatted(", 'cmid': '6', 'grademax': '10'");
        assertThat(translate(Family.MOODLE, whole.replace(", 'other_finalgrade': '8.5'", "")))
                .as("a template that forgot the grade takes none back")
                .isInstanceOf(Unusable.class);
        assertThat(only(translate(Family.MOODLE, whole.replace("'8.5'", "''"))))
                .isEqualTo(new Observation.Score(new Activity(ID, "565", "cm:6"), null, BigDecimal.TEN));
        assertThat(only(translate(Family.MOODLE, whole)))
                .isEqualTo(
                        new Observation.Score(new Activity(ID, "565", "cm:6"), new BigDecimal("8.5"), BigDecimal.TEN));
        assertThat(translate(
                        Family.MOODLE,
                        grade.replace("user_graded", "user_loggedin").formatted("")))
                .isInstanceOf(Translation.Ignored.class);
    }
}
