package org.cairn.ingest.manual;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Role;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what staff confirm, each time as evidence of its own. */
@Component
class RecordedAttestations implements Attestations {

    private static final int LONGEST_NOTE = 2000;

    private final Courses courses;
    private final EvidenceLog log;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RecordedAttestations(Courses courses, EvidenceLog log, PlatformTransactionManager transactions, Clock clock) {
        this.courses = courses;
        this.log = log;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void attest(
            CourseId course,
            LearnerId student,
            String badge,
            String milestone,
            LearnerId by,
            Role role,
            @Nullable String note,
            boolean stands) {
        if (role == Role.STUDENT) {
            throw new NotAllowed("Only staff of the course may confirm milestones.");
        }
        if (student.equals(by)) {
            throw new NotAllowed("Nobody may confirm a milestone for themselves.");
        }
        if (!course.institution().equals(by.institution())
                || !course.institution().equals(student.institution())
                || !courses.isStudent(course, student)) {
            throw new NotAllowed("This person is not a student of the course.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Observation confirmed = new Observation.Attestation(badge, milestone, inRules(role), by, tidy(note), stands);
        Evidence evidence = new Evidence(student, "attestation:" + Ids.next(), confirmed, now, now, "instructor");
        transactions.executeWithoutResult(status -> log.append(List.of(evidence)));
    }

    /** Rules know instructors; an administrator who confirms in a course acts as one. */
    private static String inRules(Role role) {
        return (role == Role.ADMINISTRATOR ? Role.INSTRUCTOR : role).name().toLowerCase(Locale.ROOT);
    }

    /** Databases refuse NUL, and nobody reads a longer note. */
    private static @Nullable String tidy(@Nullable String note) {
        if (note == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        note.codePoints()
                .filter(point -> point == '\n' || point == '\t' || !Character.isISOControl(point))
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .limit(LONGEST_NOTE)
                .forEach(kept::appendCodePoint);
        String bare = kept.toString().strip();
        return bare.isEmpty() ? null : bare;
    }
}
