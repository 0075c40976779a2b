package org.cairn.ingest.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation.Attestation;
import org.cairn.evidence.Observation.Waiver;
import org.cairn.evidence.TestEvidence;
import org.cairn.ingest.Attestations;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.TestPeople;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RecordedAttestationsTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00.123456Z");

    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final TestEvidence.Storage evidence;
    private final Attestations attestations;
    private final PlatformId platform;
    private final CourseId course;
    private final LearnerId student;
    private final LearnerId teacher;

    RecordedAttestationsTests(TestDatabase kind) {
        database = kind.fresh();
        lti = TestLti.on(database);
        evidence = TestEvidence.on(database);
        attestations = new RecordedAttestations(
                lti.courses(),
                lti.learners(),
                evidence.log(),
                evidence.lookAgain(),
                database.transactions().getTransactionManager(),
                new MutableClock(NOW.plusNanos(789)));
        Platform canvas = lti.canvas("North Hill");
        platform = canvas.id();
        course = lti.courses().know(platform, "context", "565", "Collaboration");
        student = lti.learners().know(platform, TestLti.person("Ada", TestLti.sub("ada")));
        teacher = lti.learners().know(platform, TestLti.person("Grace", TestLti.sub("grace")));
        lti.courses().join(course, student, Role.STUDENT, true);
        lti.courses().join(course, teacher, Role.INSTRUCTOR, true);
    }

    private Attestation said(String note, boolean stands) {
        return new Attestation("pbl", "mentor", new Author("instructor", teacher, "Grace"), note, null, stands);
    }

    private void attest(LearnerId who, LearnerId by, Role role, String note, boolean stands) {
        attestations.attest(course, who, "pbl", "mentor", by, role, note, stands);
    }

    @Test
    void whatAnInstructorConfirmsIsEvidence() {
        attest(student, teacher, Role.INSTRUCTOR, " Met on\nMonday \u0000", true);
        attest(student, teacher, Role.INSTRUCTOR, null, false);

        assertThat(evidence.log().of(student))
                .extracting(Evidence::what)
                .containsExactlyInAnyOrder(said("Met on\nMonday", true), said(null, false));
        assertThat(evidence.log().of(student).getFirst()).satisfies(one -> {
            assertThat(one.occurredAt()).isEqualTo(NOW);
            assertThat(one.source()).isEqualTo("instructor");
        });
        assertThat(evidence.lookAgain().waiting(student.institution())).isEqualTo(2);
    }

    @Test
    void anAdministratorConfirmsAsAnInstructorWould() {
        attest(student, teacher, Role.ADMINISTRATOR, "x".repeat(5000), true);

        assertThat(evidence.log().of(student))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).isEqualTo(said("x".repeat(2000), true)));
    }

    @Test
    void nobodyElseMayConfirm() {
        LearnerId outsider = TestEvidence.learner(student.institution());
        LearnerId foreigner = TestEvidence.learner(TestEvidence.institution());

        assertThatThrownBy(() -> attest(student, teacher, Role.STUDENT, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("staff"));
        assertThatThrownBy(() -> attest(student, student, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("themselves"));
        assertThatThrownBy(() -> attest(student, foreigner, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThatThrownBy(() -> attest(outsider, teacher, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("not a student"));
        assertThatThrownBy(() -> attest(teacher, student, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThat(evidence.lookAgain().waiting(student.institution())).isZero();
    }

    @Test
    void whatIsSaidOfALinkedPersonGoesWithTheAccountOfTheCoursesPlatform() {
        MutableClock clock = new MutableClock(NOW);
        TestPeople people =
                TestPeople.on(database, lti.platforms(), event -> TestEvidence.hearing(database, event), clock);
        PlatformId elsewhere = lti.canvas("North Hill").id();
        LearnerId older = people.learners().know(elsewhere, TestLti.person("Abe", TestLti.sub("abe-1")));
        clock.advance(java.time.Duration.ofDays(1));
        LearnerId account = people.learners().know(platform, TestLti.person("Abe", TestLti.sub("abe-2")));
        lti.courses().join(course, account, Role.STUDENT, true);
        LearnerId person = people.links().link(older, account, Links.How.ADMIN, "one man", "operator");
        assertThat(person).as("another platform's account leads").isEqualTo(older);
        Attestations with = new RecordedAttestations(
                lti.courses(),
                people.learners(),
                evidence.log(),
                evidence.lookAgain(),
                database.transactions().getTransactionManager(),
                clock);

        with.attest(course, List.of(person, student), STEP, teaching(), new Attestations.Said("seen", null), true);
        with.waive(course, person, STEP, teaching(), new Attestations.Said("Certificate", null), true);
        assertThat(evidence.log().of(person)).as("before anybody looks").hasSize(2);
        evidence.lookAgain().claim(person.institution(), 100);
        assertThat(evidence.log().of(person)).hasSize(2);
        assertThat(evidence.log().of(student)).hasSize(1);

        people.links().unlink(account, "two men after all", "operator");
        assertThat(evidence.log().of(person)).isEmpty();
        assertThat(evidence.log().of(account))
                .extracting(each -> (Object) each.what().getClass())
                .containsExactlyInAnyOrder(Attestation.class, Waiver.class);
    }

    private static final Attestations.Step STEP = new Attestations.Step("pbl", "mentor");

    private Attestations.Staff teaching() {
        return new Attestations.Staff(teacher, Role.INSTRUCTOR);
    }

    @Test
    void aWholeClassIsConfirmedAtOnceWithANoteAndALinkOrNobodyIs() {
        LearnerId ben = lti.learners().know(lti.canvas("South").id(), TestLti.person("Ben", TestLti.sub("ben")));
        LearnerId cy = lti.learners().know(platform, TestLti.person("Cy", TestLti.sub("cy")));
        lti.courses().join(course, cy, Role.STUDENT, true);
        Attestations.Said said = new Attestations.Said("Well done", " HTTPS://example.edu/wörk?a=1 ");

        assertThatThrownBy(() -> attestations.attest(course, List.of(student, ben), STEP, teaching(), said, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThat(evidence.log().of(student)).isEmpty();

        attestations.attest(course, List.of(student, cy, student), STEP, teaching(), said, true);

        Attestation expected = new Attestation(
                "pbl",
                "mentor",
                new Author("instructor", teacher, "Grace"),
                "Well done",
                "https://example.edu/w%C3%B6rk?a=1",
                true);
        assertThat(evidence.log().of(student)).extracting(Evidence::what).containsExactly(expected);
        assertThat(evidence.log().of(cy)).extracting(Evidence::what).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.edu",
                "javascript:alert(1)",
                "https://grace:secret@example.edu/",
                "https:///x",
                "https://exa mple.edu",
                "//example.edu",
                "data:text/html,x"
            })
    void onlyLinksThatPeopleCanFollowSafelyAreKept(String link) {
        Attestations.Said said = new Attestations.Said(null, link);

        assertThatThrownBy(() -> attestations.attest(course, List.of(student), STEP, teaching(), said, true))
                .isInstanceOf(Attestations.NotUsable.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("https://"));
        assertThat(evidence.log().of(student)).isEmpty();
    }

    @Test
    void aWaiverHasItsReasonAndMayBeTakenBackByAnyStaff() {
        Attestations.Said reason = new Attestations.Said("Certificate of 2024", "https://example.edu/c");

        assertThatThrownBy(() -> attestations.waive(course, student, STEP, teaching(), Attestations.Said.NOTHING, true))
                .isInstanceOf(Attestations.NotUsable.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("reason"));
        assertThatThrownBy(() -> attestations.waive(
                        course, student, STEP, new Attestations.Staff(student, Role.INSTRUCTOR), reason, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThatThrownBy(() -> attestations.waive(
                        course, student, STEP, new Attestations.Staff(teacher, Role.STUDENT), reason, true))
                .isInstanceOf(Attestations.NotAllowed.class);

        attestations.waive(course, student, STEP, teaching(), reason, true);
        attestations.waive(course, student, STEP, teaching(), Attestations.Said.NOTHING, false);

        Author grace = new Author("instructor", teacher, "Grace");
        assertThat(evidence.log()
                        .waivers(student.institution(), List.of(student))
                        .get(student))
                .extracting(Evidence::what)
                .containsExactlyInAnyOrder(
                        new Waiver("pbl", "mentor", grace, "Certificate of 2024", "https://example.edu/c", true),
                        new Waiver("pbl", "mentor", grace, "", null, false));
        attest(student, teacher, Role.INSTRUCTOR, null, true);
        assertThat(evidence.log()
                        .waivers(student.institution(), List.of(student))
                        .get(student))
                .hasSize(2);
    }

    @Test
    void aScriptSpeaksForSomebodyByNameAndItsIdMakesItTheSameWord() {
        Attestations.Spoken by = new Attestations.Spoken("Dean Roe", Role.ADMINISTRATOR, "sis-1");
        Attestations.Said said = new Attestations.Said("Transfer credit", null);

        attestations.speak(student, STEP, by, said, true, true);
        attestations.speak(student, STEP, by, said, true, true);
        attestations.speak(student, STEP, by, said, false, true);

        assertThat(evidence.log().of(student))
                .extracting(Evidence::what)
                .containsExactlyInAnyOrder(
                        new Waiver(
                                "pbl",
                                "mentor",
                                new Author("instructor", null, "Dean Roe"),
                                "Transfer credit",
                                null,
                                true),
                        new Attestation(
                                "pbl",
                                "mentor",
                                new Author("instructor", null, "Dean Roe"),
                                "Transfer credit",
                                null,
                                true));
        assertThatThrownBy(() -> attestations.speak(
                        student, STEP, new Attestations.Spoken(" ", Role.INSTRUCTOR, null), said, true, true))
                .isInstanceOf(Attestations.NotUsable.class);
        assertThatThrownBy(() -> attestations.speak(
                        student, STEP, new Attestations.Spoken("Sam", Role.STUDENT, null), said, true, true))
                .isInstanceOf(Attestations.NotAllowed.class);
    }
}
