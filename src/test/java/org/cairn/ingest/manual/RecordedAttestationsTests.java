package org.cairn.ingest.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation.Attestation;
import org.cairn.evidence.TestEvidence;
import org.cairn.ingest.Attestations;
import org.cairn.lti.CourseId;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Platform;
import org.cairn.lti.Role;
import org.cairn.lti.TestLti;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RecordedAttestationsTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00.123456Z");

    private final TestLti lti;
    private final TestEvidence.Storage evidence;
    private final Attestations attestations;
    private final CourseId course;
    private final LearnerId student;
    private final LearnerId teacher;

    RecordedAttestationsTests(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        lti = TestLti.on(database);
        evidence = TestEvidence.on(database);
        attestations = new RecordedAttestations(
                lti.courses(),
                evidence.log(),
                database.transactions().getTransactionManager(),
                new MutableClock(NOW.plusNanos(789)));
        Platform platform = lti.canvas("North Hill");
        course = lti.courses().know(platform.id(), "context", "565", "Collaboration");
        student = lti.learners().know(platform.id(), TestLti.person("Ada", TestLti.sub("ada")));
        teacher = lti.learners().know(platform.id(), TestLti.person("Grace", TestLti.sub("grace")));
        lti.courses().join(course, student, Role.STUDENT, true);
        lti.courses().join(course, teacher, Role.INSTRUCTOR, true);
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
                .containsExactlyInAnyOrder(
                        new Attestation("pbl", "mentor", "instructor", teacher, "Met on\nMonday", true),
                        new Attestation("pbl", "mentor", "instructor", teacher, null, false));
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
                .satisfies(one -> assertThat(one.what())
                        .isEqualTo(new Attestation("pbl", "mentor", "instructor", teacher, "x".repeat(2000), true)));
    }

    @Test
    void nobodyElseMayConfirm() {
        LearnerId outsider = TestEvidence.learner(student.institution());
        LearnerId foreigner = TestEvidence.learner(TestEvidence.institution());

        assertThatThrownBy(() -> attest(student, teacher, Role.STUDENT, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .hasMessageContaining("staff");
        assertThatThrownBy(() -> attest(student, student, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .hasMessageContaining("themselves");
        assertThatThrownBy(() -> attest(student, foreigner, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThatThrownBy(() -> attest(outsider, teacher, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class)
                .hasMessageContaining("not a student");
        assertThatThrownBy(() -> attest(teacher, student, Role.INSTRUCTOR, null, true))
                .isInstanceOf(Attestations.NotAllowed.class);
        assertThat(evidence.lookAgain().waiting(student.institution())).isZero();
    }
}
