package org.cairn.ingest.caliper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.caliper.CaliperSamples.TIME;
import static org.cairn.ingest.caliper.CaliperSamples.grade;
import static org.cairn.ingest.caliper.CaliperSamples.json;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CaliperEventsTests {

    private static final PlatformId ID = new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID());
    private static final Instant AT = Instant.parse(TIME);
    private static final Instant RECEIVED = Instant.parse("2026-03-02T10:16:00Z");
    private static final Activity QUIZ = new Activity(ID, null, "caliper:https://learn.example/quizzes/7");
    private static final String MOODLE = "https://moodle.northhill.example/campus";

    private static Origin origin(String issuer) {
        URI any = URI.create("https://lms.example/any");
        Platform platform = new Platform(ID, "LMS", Family.OTHER, issuer, "client", any, any, any, true);
        return new Origin(platform, new Feed("feed", ID, FeedKind.CALIPER, null, false));
    }

    private static Translation fromCanvas(ObjectNode event, String... believed) {
        URI any = URI.create("https://lms.example/any");
        Platform platform =
                new Platform(ID, "LMS", Family.CANVAS, "https://canvas.example", "client", any, any, any, true);
        Feed feed = new Feed("feed", ID, FeedKind.CALIPER, Feed.HOSTED_CANVAS_KEYS, false)
                .believing(Feed.Accounts.of(List.of(believed), RECEIVED));
        return new CaliperEvents()
                .translate(new Origin(platform, feed), Kept.of(event).toString(), RECEIVED);
    }

    @Test
    void anotherCustomersCanvasIsKnownByItsAccountAndWhereThatIsNotToldByItsHost() {
        ObjectNode byHost = canvasGrade("'maxScore':10,'scoreGiven':9");
        byHost.putObject("edApp").put("id", "http://north.example/").put("type", "SoftwareApplication");
        assertThat(new CaliperEvents().accounts(Kept.of(byHost).toString())).containsExactly("north.example");
        assertThat(fromCanvas(byHost, "north.example")).isInstanceOf(Observed.class);
        assertThat(fromCanvas(byHost, "south.example")).isEqualTo(Unusable.of("canvas.other-account", "north.example"));

        ObjectNode byAccount = byHost.deepCopy();
        byAccount
                .putObject("extensions")
                .putObject("com.instructure.canvas")
                .put("root_account_uuid", "uuid-1")
                .put("hostname", "north.example")
                .put("client_ip", "192.0.2.7");
        assertThat(new CaliperEvents().accounts(Kept.of(byAccount).toString()))
                .containsExactly("uuid-1", "north.example");
        assertThat(Kept.of(byAccount).toString()).doesNotContain("192.0.2.7");
        assertThat(fromCanvas(byAccount, "uuid-1")).isInstanceOf(Observed.class);
        assertThat(fromCanvas(byAccount, "uuid-2")).isEqualTo(Unusable.of("canvas.other-account", "uuid-1"));

        ObjectNode byNobody = canvasGrade("'maxScore':10,'scoreGiven':9");
        byNobody.putObject("edApp").put("id", "http://www.canvaslms.com/").put("type", "SoftwareApplication");
        assertThat(fromCanvas(byNobody, "uuid-1")).isInstanceOf(Observed.class);
    }

    /** As it really goes: what is kept of the event is translated. */
    private static Translation translate(ObjectNode event) {
        return CaliperEvents.translate(origin(MOODLE + "/"), Kept.of(event), RECEIVED);
    }

    private static Observed observed(ObjectNode event) {
        return assertThat(translate(event))
                .asInstanceOf(InstanceOfAssertFactories.type(Observed.class))
                .actual();
    }

    private static List<Observation> seen(ObjectNode event) {
        return observed(event).what();
    }

    private static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    private static Score score(Activity activity, String points, String possible) {
        return new Score(activity, new BigDecimal(points), new BigDecimal(possible));
    }

    @Test
    void aGradeIsTheLearnersWhoseAttemptItWasAndNotTheGraders() {
        assertThat(translate(grade("'maxScore':50,'scoreGiven':42.5")))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.IRI, "https://learn.example/people/48")),
                        AT,
                        List.of(score(QUIZ, "42.5", "50")),
                        List.of(new KnownActivity(QUIZ, "Quiz Seven", new BigDecimal("50")))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "'maxScore':1,'scoreGiven':5; 5; 1",
                "'maxScore':50.0,'scoreGiven':42.50; 42.5; 50",
                "'maxScore':50,'scoreGiven':-3; -3; 50",
                "'maxScore':50,'scoreGiven':0; 0; 50",
                "'maxScore':'50','scoreGiven':'42'; 42; 50",
                "'maxResultScore':50,'resultScore':42; 42; 50",
                "'normalScore':40,'totalScore':42; 42; 50",
                "'normalScore':40; 40; 50",
                "'normalScore':40,'totalScore':0.0,'curvedTotalScore':0.0; 40; 50",
                "'normalScore':0.0,'totalScore':0.0,'curvedTotalScore':0.0; 0; 50",
                "'scoreGiven':42; 42; 50",
                "'maxScore':50,'scoreGiven':39.99999999999999999; 39.999999999999; 50"
            })
    @Case("E91")
    void scoresAreExactHoweverTheyAreWritten(String told, String points, String possible) {
        assertThat(seen(grade(told))).containsExactly(score(QUIZ, points, possible));
    }

    @Test
    void aGradeWithoutPointsTakesBackWhatWasGiven() {
        assertThat(seen(grade("'maxScore':50"))).containsExactly(new Score(QUIZ, null, new BigDecimal("50")));
        assertThat(seen(grade("'maxScore':50,'scoreGiven':null")))
                .containsExactly(new Score(QUIZ, null, new BigDecimal("50")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'maxScore':50,'scoreGiven':'A-'",
                "'maxScore':'ten','scoreGiven':42",
                "'maxScore':[50],'scoreGiven':42",
                "'maxScore':50,'scoreGiven':'150%'",
                "'maxScore':50,'scoreGiven':'1,5'",
                "'maxScore':50,'scoreGiven':'NaN'",
                "'maxScore':50,'scoreGiven':''",
                "'maxScore':50,'scoreGiven':1e400",
                "'maxScore':50,'scoreGiven':true"
            })
    @Case("E91")
    void scoresThatAreNoNumbersAreForSomebodyToLookAt(String told) {
        assertThat(translate(grade(told))).isInstanceOf(Unusable.class);
    }

    @Test
    @Case("E91")
    void ofNoPointsThereIsNoShare() {
        assertThat(translate(grade("'maxScore':0,'scoreGiven':0"))).isInstanceOf(Ignored.class);
        assertThat(translate(grade("'maxScore':-1,'scoreGiven':5"))).isInstanceOf(Ignored.class);
        ObjectNode nowhere = grade("'scoreGiven':5");
        ((ObjectNode) nowhere.at("/object/assignable")).remove("maxScore");
        assertThat(translate(nowhere)).isInstanceOf(Unusable.class);
    }

    @Test
    void aGradeThatDoesNotSayHowOfWhatOrWhoseIsNotGuessed() {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        event.remove("generated");
        assertThat(translate(event)).isInstanceOf(Ignored.class);
        ObjectNode nobodys = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) nobodys.get("object")).remove("assignee");
        assertThat(translate(nobodys)).isInstanceOf(Unusable.class);
        ObjectNode softwares = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) softwares.at("/object/assignee")).put("type", "SoftwareApplication");
        assertThat(translate(softwares)).isInstanceOf(Unusable.class);
        ObjectNode ofNothing = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) ofNothing.get("object")).remove("assignable");
        assertThat(translate(ofNothing)).isInstanceOf(Unusable.class);
    }

    @Test
    void entitiesMayBeNothingButTheirNames() {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) event.get("object"))
                .put("assignee", "https://learn.example/people/48")
                .put("assignable", "https://learn.example/quizzes/7");
        event.put("actor", "https://learn.example/grader");
        assertThat(translate(event))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.IRI, "https://learn.example/people/48")),
                        AT,
                        List.of(score(QUIZ, "42", "50")),
                        List.of()));
    }

    @Test
    void anAttemptMayStandInTheScore() {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        ObjectNode attempt = ((ObjectNode) event.get("object")).deepCopy();
        event.put("object", "https://learn.example/quizzes/7/attempts/48-1");
        ((ObjectNode) event.get("generated")).set("attempt", attempt);
        assertThat(observed(event).who()).containsExactly(id(IdentifierKind.IRI, "https://learn.example/people/48"));
        assertThat(seen(event)).containsExactly(score(QUIZ, "42", "50"));
    }

    @Test
    void otherIdentifiersNameTheLearnerAsTheirPlatformDoes() {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) event.at("/object/assignee"))
                .set("otherIdentifiers", json("""
                {'all':[{'type':'SystemIdentifier','identifierType':'EmailAddress','identifier':'Ada@North.example'},
                 {'type':'SystemIdentifier','identifierType':'SisSourcedId','identifier':'S-48'},
                 {'type':'SystemIdentifier','identifierType':'AccountUserName','identifier':'ada'},
                 {'type':'SystemIdentifier','identifierType':'SystemId','identifier':'4567'},
                 {'type':'SystemIdentifier','identifierType':'LtiUserId','identifier':'sub-48','source':'https://lms.example'}]}""").get("all"));
        assertThat(observed(event).who())
                .containsExactly(
                        id(IdentifierKind.SUB, "sub-48"),
                        id(IdentifierKind.IRI, "https://learn.example/people/48"),
                        id(IdentifierKind.SIS, "S-48"),
                        id(IdentifierKind.USERNAME, "ada"),
                        id(IdentifierKind.EMAIL, "ada@north.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://purl.imsglobal.org/caliper/Person", "https://purl.1edtech.org/caliper/Person"})
    void whoeverIsNotToBeKnownIsNobody(String id) {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) event.at("/object/assignee")).put("id", id);
        assertThat(translate(event)).isInstanceOf(Ignored.class);
        assertThat(translate(assessment("AssessmentEvent", "Submitted", "'%s'".formatted(id))))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_:b0", "a b", "https://learn.example/\\u0000"})
    void namesThatCanBeNobodysAreNoNames(String id) {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        ((ObjectNode) event.at("/object/assignee")).put("id", id.replace("\\u0000", "\u0000"));
        assertThat(translate(event)).isInstanceOf(Unusable.class);
    }

    private static ObjectNode canvasGrade(String generated) {
        return json("""
                {'id':'urn:uuid:5b2d0c1e-7a44-4c8e-9d10-000000000001','type':'GradeEvent','action':'Graded',
                 'actor':{'id':'urn:instructure:canvas:user:770000000000009','type':'Person'},
                 'object':{'id':'urn:instructure:canvas:submission:770000000000777','type':'Attempt',
                   'assignee':{'id':'urn:instructure:canvas:user:770000000000048','type':'Person',
                     'extensions':{'com.instructure.canvas':{'sis_id':'S-48'}}},
                   'assignable':{'id':'urn:instructure:canvas:assignment:770000000000355','type':'AssignableDigitalResource'}},
                 'generated':{'type':'Score',%s},'eventTime':'%s',
                 'group':{'id':'urn:instructure:canvas:course:770000000000565','type':'CourseOffering',
                   'extensions':{'com.instructure.canvas':{'context_type':'Course','entity_id':'770000000000565'}}}}""".formatted(generated, TIME));
    }

    @Test
    void canvasNamesPeopleAndActivitiesAsItsOwnFormatDoes() {
        Activity assignment = new Activity(ID, "565", "assignment:355");
        assertThat(translate(canvasGrade("'maxScore':1,'scoreGiven':5")))
                .isEqualTo(new Observed(
                        List.of(
                                id(IdentifierKind.CANVAS_GLOBAL, "770000000000048"),
                                id(IdentifierKind.CANVAS_LOCAL, "48"),
                                id(IdentifierKind.SIS, "S-48")),
                        AT,
                        List.of(score(assignment, "5", "1")),
                        List.of()));
        ObjectNode fromElsewhere = canvasGrade("'maxScore':1,'scoreGiven':5");
        ((ObjectNode) fromElsewhere.at("/object/assignee")).put("id", "urn:instructure:canvas:user:880000000000048");
        assertThat(observed(fromElsewhere).who())
                .containsExactly(id(IdentifierKind.CANVAS_GLOBAL, "880000000000048"), id(IdentifierKind.SIS, "S-48"));
        assertThat(seen(canvasGrade("'extensions':{'com.instructure.canvas':{'grade':'complete'}}")))
                .containsExactly(new Completion(assignment, BigDecimal.ONE));
    }

    @Test
    void canvasTellsEnrolmentsAndAssignments() {
        ObjectNode enrolment = json("""
                {'type':'Event','action':'Created','eventTime':'%s','actor':'urn:instructure:canvas:user:770000000000001',
                 'object':{'id':'urn:instructure:canvas:enrollment:770000000000468','type':'Entity','extensions':
                  {'com.instructure.canvas':{'course_id':'urn:instructure:canvas:course:770000000000565','type':'StudentEnrollment',
                   'user_id':'urn:instructure:canvas:user:770000000000048','user_name':'Ada L.','workflow_state':'active',
                   'entity_id':'770000000000468'}}},
                 'group':{'id':'urn:instructure:canvas:course:770000000000565:section:770000000000011','type':'CourseSection'}}""".formatted(TIME));
        assertThat(translate(enrolment))
                .isEqualTo(new PersonKnown(
                        new Person(
                                Set.of(
                                        id(IdentifierKind.CANVAS_GLOBAL, "770000000000048"),
                                        id(IdentifierKind.CANVAS_LOCAL, "48")),
                                "Ada L.",
                                null),
                        AT,
                        new Enrolment("468", "565", true)));
        ObjectNode assignment = json("""
                {'type':'Event','action':'Modified','eventTime':'%s','actor':'urn:instructure:canvas:user:770000000000001',
                 'object':{'id':'urn:instructure:canvas:assignment:770000000000355','type':'AssignableDigitalResource',
                   'name':'Team charter','maxScore':10},
                 'group':{'id':'urn:instructure:canvas:course:770000000000565','type':'CourseOffering'}}""".formatted(TIME));
        assertThat(translate(assignment))
                .isEqualTo(new ActivityKnown(
                        new KnownActivity(new Activity(ID, "565", "assignment:355"), "Team charter", BigDecimal.TEN)));
    }

    private static ObjectNode moodle(String generated) {
        return json("""
                {'@context':'http://purl.imsglobal.org/ctx/caliper/v1/Context',
                 '@type':'http://purl.imsglobal.org/caliper/v1/OutcomeEvent','federatedSession':null,
                 'actor':{'@id':'%1$s/user/2','@type':'http://purl.imsglobal.org/caliper/v1/lis/Person','name':null},
                 'action':'http://purl.imsglobal.org/vocab/caliper/v1/action#Graded',
                 'object':{'@id':'%1$s/mod/assign/view.php?id=6/user/2/attempt/0','@type':'http://purl.imsglobal.org/caliper/v1/Attempt',
                   'actor':'%1$s/user/48','assignable':'%1$s/mod/assign/view.php?id=6','count':0},
                 'target':{'@id':'%1$s/mod/assign/view.php?id=6','@type':'http://purl.imsglobal.org/caliper/v1/AssignableDigitalResource',
                   'name':'Essay','maxScore':83},
                 'generated':%2$s,'eventTime':'%3$s','edApp':null,
                 'group':{'@id':'%1$s/course/5','@type':'http://purl.imsglobal.org/caliper/v1/lis/CourseOffering','name':'Writing'}}""".formatted(MOODLE, generated, TIME));
    }

    @Test
    void moodlesOldCaliperNamesPeopleAsItsLaunchesDoButTellsNoShare() {
        String withMost =
                "{'@type':'http://purl.imsglobal.org/caliper/v1/Result','maxScore':100,'totalScore':83,'normalScore':null}";
        assertThat(translate(moodle(withMost)))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.SUB, "48")),
                        AT,
                        List.of(score(new Activity(ID, "5", "cm:6"), "83", "100")),
                        List.of(new KnownActivity(new Activity(ID, "5", "cm:6"), "Essay", null))));
        assertThat(translate(moodle(
                        "{'@type':'http://purl.imsglobal.org/caliper/v1/Result','totalScore':83,'maxScore':null}")))
                .isInstanceOfSatisfying(Translation.Asking.class, asking -> {
                    assertThat(asking.course()).isEqualTo("5");
                    assertThat(asking.what()).isInstanceOf(Ignored.class);
                });
    }

    private static ObjectNode assessment(String type, String action, String actor) {
        return json("""
                {'type':'%s','action':'%s','actor':%s,'eventTime':'%s',
                 'object':{'id':'https://learn.example/quizzes/7','type':'Assessment','name':'Quiz Seven','maxScore':50}}""".formatted(type, action, actor, TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "AssessmentEvent, Submitted",
        "AssessmentEvent, Completed",
        "AssignableEvent, Submitted",
        "AssignableEvent, Completed"
    })
    void handedInOrCompletedIsDone(String type, String action) {
        assertThat(translate(assessment(type, action, "'https://learn.example/people/48'")))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.IRI, "https://learn.example/people/48")),
                        AT,
                        List.of(new Completion(QUIZ, BigDecimal.ONE)),
                        List.of(new KnownActivity(QUIZ, "Quiz Seven", new BigDecimal("50")))));
        assertThat(translate(assessment(
                        type, action, "{'id':'https://learn.example/people/48','type':'SoftwareApplication'}")))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "48, 'Instructor', true",
        "48, 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor', true",
        "48, 'Instructor;TeachingAssistant', true",
        "48, 'Instructor;Learner', false",
        "48, 'Member', false",
        "48, '', false",
        "9, 'Instructor', false"
    })
    void whatStaffTryOutIsNotDone(int member, String roles, boolean ignored) {
        ObjectNode event = assessment("AssessmentEvent", "Submitted", "'https://learn.example/people/48'");
        ObjectNode membership = event.putObject("membership");
        membership.put("type", "Membership").put("member", "https://learn.example/people/" + member);
        var listed = membership.putArray("roles");
        for (String role : roles.split(";")) {
            listed.add(role);
        }
        assertThat(translate(event)).isInstanceOf(ignored ? Ignored.class : Observed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "AssessmentEvent, Started",
        "AssessmentEvent, Reset",
        "AssignableEvent, Reviewed",
        "AssignableEvent, Activated"
    })
    void whatIsBegunOrLookedAtOnlyTellsOfTheActivity(String type, String action) {
        assertThat(translate(assessment(type, action, "'https://learn.example/people/48'")))
                .isEqualTo(new ActivityKnown(new KnownActivity(QUIZ, "Quiz Seven", new BigDecimal("50"))));
    }

    @ParameterizedTest
    @CsvSource({
        "AssessmentEvent, Graded",
        "GradeEvent, Submitted",
        "AssignableEvent, Viewed",
        "ToolUseEvent, Viewed",
        "ViewEvent, ''"
    })
    void actionsThatDoNotBelongToTheirEventAreForSomebodyToLookAt(String type, String action) {
        assertThat(translate(assessment(type, action, "'https://learn.example/people/48'")))
                .isInstanceOf(Unusable.class);
    }

    private static ObjectNode toolUse(String items) {
        return json("""
                {'type':'ToolUseEvent','action':'Used','actor':{'id':'https://learn.example/people/48','type':'Person'},
                 'object':{'id':'https://learn.example','type':'SoftwareApplication'},'eventTime':'%s',
                 'generated':{'type':'AggregateMeasureCollection','items':[%s]},
                 'group':{'id':'https://learn.example/classes/3','type':'CourseSection'}}""".formatted(TIME, items));
    }

    @Test
    void measuresWithAGoalAreProgressTowardIt() {
        String units = "{'type':'AggregateMeasure','metric':'%s','metricValue':%s,'maxMetricValue':%s}";
        assertThat(seen(toolUse(units.formatted("MinutesOnTask", "873", "null") + ","
                        + units.formatted("UnitsCompleted", "12.0", "25.0") + ","
                        + units.formatted("UnitsPassed", "26", "25"))))
                .containsExactly(
                        new Completion(
                                new Activity(
                                        ID,
                                        "https://learn.example/classes/3",
                                        "caliper:https://learn.example#UnitsCompleted"),
                                new BigDecimal("0.48")),
                        new Completion(
                                new Activity(
                                        ID,
                                        "https://learn.example/classes/3",
                                        "caliper:https://learn.example#UnitsPassed"),
                                BigDecimal.ONE));
        assertThat(translate(toolUse(units.formatted("MinutesOnTask", "873", "null"))))
                .isInstanceOf(Ignored.class);
        assertThat(translate(toolUse(""))).isInstanceOf(Ignored.class);
        ObjectNode bare = toolUse("");
        bare.remove("generated");
        assertThat(translate(bare)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Membership, true, https://learn.example/people/48",
        "Membership, false, https://learn.example/people/9",
        "CourseSection, false, https://learn.example/people/9"
    })
    void aCompletedCourseIsTheirsWhosePlaceInItIsCompleted(String type, boolean member, String who) {
        ObjectNode event = json("""
                {'type':'Event','action':'Completed','actor':'https://learn.example/people/9','eventTime':'%s',
                 'object':{'id':'https://learn.example/classes/3/members/48','type':'%s',
                   'organization':{'id':'https://learn.example/classes/3','type':'CourseSection','otherIdentifiers':
                    [{'type':'SystemIdentifier','identifierType':'LtiContextId','identifier':'c-3'}]}}}""".formatted(TIME, type));
        if (member) {
            ((ObjectNode) event.get("object")).put("member", "https://learn.example/people/48");
        }
        assertThat(translate(event))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.IRI, who)),
                        AT,
                        List.of(new Completion(new Activity(ID, "c-3", "course"), BigDecimal.ONE)),
                        List.of()));
    }

    @Test
    void aResultThatIsLookedAtIsAsOldAsItSays() {
        String view = """
                {'type':'ViewEvent','action':'Viewed','actor':'https://learn.example/people/9','eventTime':'%s',
                 'object':{'id':'https://learn.example/results/1','type':'Result','maxResultScore':50,'resultScore':42,%s
                   'attempt':{'type':'Attempt','assignee':'https://learn.example/people/48','assignable':'https://learn.example/quizzes/7'}}}""";
        assertThat(translate(json(view.formatted(TIME, "'dateCreated':'2026-03-01T08:00:00.000Z',"))))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.IRI, "https://learn.example/people/48")),
                        Instant.parse("2026-03-01T08:00:00Z"),
                        List.of(score(QUIZ, "42", "50")),
                        List.of()));
        assertThat(observed(json(view.formatted(TIME, ""))).at()).isEqualTo(AT);
        assertThat(translate(json(view.formatted(TIME, "")
                        .replace("'Result'", "'Document'")
                        .replace('\'', '"'))))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void aPersonDescribedWithTheirPlatformsIdIsKnownUnderBoth() {
        ObjectNode person = json("""
                {'id':'https://learn.example/people/48','type':'Person','name':'Ada L.','dateModified':'2026-03-01T08:00:00.000Z',
                 'otherIdentifiers':[{'type':'SystemIdentifier','identifierType':'LtiUserId','identifier':'sub-48'}]}""");
        assertThat(translate(person))
                .isEqualTo(new PersonKnown(
                        new Person(
                                Set.of(
                                        id(IdentifierKind.SUB, "sub-48"),
                                        id(IdentifierKind.IRI, "https://learn.example/people/48")),
                                "Ada L.",
                                null),
                        Instant.parse("2026-03-01T08:00:00Z"),
                        null));
        person.remove("otherIdentifiers");
        assertThat(translate(person)).isInstanceOf(Ignored.class);
        assertThat(translate(json("{'id':'https://learn.example/quizzes/7','type':'Assessment','name':'Quiz Seven'}")))
                .isEqualTo(new ActivityKnown(new KnownActivity(QUIZ, "Quiz Seven", null)));
        assertThat(translate(json("{'id':'https://learn.example','type':'SoftwareApplication'}")))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SessionEvent", "NavigationEvent", "MediaEvent", "SomethingNewEvent"})
    @Case("E92")
    void everythingElseIsIgnoredWithAReason(String type) {
        assertThat(translate(assessment(type, "LoggedIn", "'https://learn.example/people/48'")))
                .isInstanceOfSatisfying(
                        Ignored.class,
                        ignored -> assertThat(TestComplaints.english(ignored.reason()))
                                .isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "action", "object", "eventTime"})
    void eventsWithoutWhatEveryEventHasAreForSomebodyToLookAt(String field) {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        event.remove(field);
        assertThat(translate(event)).isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-03-02T10:15:30",
                "1970-01-01T00:00:00.000Z",
                "2100-01-01T00:00:00.000Z",
                "2026-03-02T11:16:00.000Z"
            })
    @Case({"E90", "E98"})
    void eventsOutOfTimeAreForSomebodyToLookAt(String time) {
        ObjectNode event = grade("'maxScore':50,'scoreGiven':42");
        event.put("eventTime", time);
        assertThat(translate(event)).isInstanceOf(Unusable.class);
    }

    private static Translation translate(ObjectNode event, String part, String other) {
        assertThat(event.toString()).contains(part);
        return translate(
                (ObjectNode) JsonMapper.shared().readTree(event.toString().replace(part, other)));
    }

    /** Tables have 255 characters for what somebody or a course is called. */
    @Test
    @Case("E95")
    void whatIsLongerThanAnyNameNamesNobodyAndNoCourse() {
        String old = "{'@type':'http://purl.imsglobal.org/caliper/v1/Result','maxScore':100,'totalScore':83}";

        assertThat(translate(
                        grade("'maxScore':50,'scoreGiven':42"),
                        "https://learn.example/people/48",
                        "https://learn.example/people/" + "x".repeat(400)))
                .isInstanceOf(Unusable.class);
        assertThat(translate(moodle(old), "/user/48", "/user/" + "4".repeat(300)))
                .isInstanceOf(Unusable.class);
        assertThat(translate(moodle(old), "/course/5", "/course/" + "5".repeat(300)))
                .isInstanceOfSatisfying(
                        Observed.class,
                        observed -> assertThat(observed.what())
                                .containsExactly(score(new Activity(ID, null, "cm:6"), "83", "100")));
    }

    @Test
    void whereLearnersSatAndWhatTheyWroteIsNotKept() {
        assertThat(Kept.of(grade("'maxScore':50,'scoreGiven':42,'comment':'my essay'"))
                        .toString())
                .contains("scoreGiven")
                .doesNotContain("secret-session", "my essay");
        ObjectNode launched = grade("'maxScore':50,'scoreGiven':42");
        launched.set("federatedSession", json("""
                {'id':'https://lms.example/lti/sessions/secret-session','type':'LtiSession','user':'https://learn.example/people/48',
                 'messageParameters':{'iss':'https://lms.example','sub':'sub-48','email':'ada@north.example','name':'Ada L.'}}"""));
        assertThat(Kept.of(launched).toString())
                .contains("sub-48")
                .doesNotContain("secret-session", "ada@north.example", "Ada L.");
    }
}
