package org.cairn.ingest.manual;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.reading.Links;
import org.cairn.ingest.reading.Notes;
import org.cairn.ingest.reading.Texts;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.people.Identifier;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what staff confirm and waive, each time as evidence of its own. */
@Component
class RecordedAttestations implements Attestations {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ID = 200;

    private final Courses courses;
    private final Learners learners;
    private final EvidenceLog log;
    private final LookAgain lookAgain;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RecordedAttestations(
            Courses courses,
            Learners learners,
            EvidenceLog log,
            LookAgain lookAgain,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.courses = courses;
        this.learners = learners;
        this.log = log;
        this.lookAgain = lookAgain;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void attest(
            CourseId course, Collection<LearnerId> students, Step step, Staff by, Said said, boolean stands) {
        students.forEach(student -> check(course, student, by));
        Observation confirmed = new Observation.Attestation(
                step.badge(), step.milestone(), author(by), Notes.tidy(said.note()), link(said), stands);
        append(accounts(course, students), "attestation:", null, confirmed, "instructor");
    }

    @Override
    public void waive(CourseId course, LearnerId student, Step step, Staff by, Said said, boolean stands) {
        check(course, student, by);
        append(
                accounts(course, List.of(student)),
                "waiver:",
                null,
                waiver(step, author(by), said, stands),
                "instructor");
    }

    @Override
    public void speak(LearnerId student, Step step, Spoken by, Said said, boolean waiver, boolean stands) {
        if (by.role() == Role.STUDENT) {
            throw new NotAllowed(Complaint.of("said.no-staff"));
        }
        String name = Texts.clean(by.name(), LONGEST_NAME);
        if (name == null) {
            throw new NotUsable(Complaint.of("said.no-author"));
        }
        String id = by.id();
        if (id != null && (id.isBlank() || id.length() > LONGEST_ID)) {
            throw new NotUsable(Complaint.of("said.no-id", LONGEST_ID));
        }
        Author author = new Author(inRules(by.role()), null, name);
        Observation what = waiver
                ? waiver(step, author, said, stands)
                : new Observation.Attestation(
                        step.badge(), step.milestone(), author, Notes.tidy(said.note()), link(said), stands);
        append(List.of(student), waiver ? "waiver:" : "attestation:", id, what, "script");
    }

    private static Observation waiver(Step step, Author author, Said said, boolean stands) {
        String reason = Notes.tidy(said.note());
        if (reason == null && stands) {
            throw new NotUsable(Complaint.of("said.no-reason"));
        }
        return new Observation.Waiver(
                step.badge(), step.milestone(), author, reason == null ? "" : reason, link(said), stands);
    }

    private void check(CourseId course, LearnerId student, Staff by) {
        if (by.role() == Role.STUDENT) {
            throw new NotAllowed(Complaint.of("said.not-of-course"));
        }
        if (student.equals(by.learner())) {
            throw new NotAllowed(Complaint.of("said.themselves"));
        }
        if (!course.institution().equals(by.learner().institution())
                || !course.institution().equals(student.institution())
                || !courses.isStudent(course, student)) {
            throw new NotAllowed(Complaint.of("row.not-student"));
        }
    }

    /**
     * The accounts under which the course's platform knows these people: what is said of them there stays with those
     * when accounts that were linked are parted.
     */
    private Collection<LearnerId> accounts(CourseId course, Collection<LearnerId> students) {
        PlatformId platform = courses.find(course).orElseThrow().platform();
        Map<LearnerId, List<Identifier>> names = learners.identifiers(platform, students);
        Map<List<Identifier>, LearnerId> people = learners.whoAre(platform, names.values());
        Map<List<Identifier>, LearnerId> accounts = learners.accountsOf(platform, names.values());
        return students.stream()
                .map(student -> {
                    List<Identifier> known = names.getOrDefault(student, List.of());
                    return student.equals(people.get(known)) ? accounts.getOrDefault(known, student) : student;
                })
                .toList();
    }

    /** All of them in one transaction; what a script says again under its id is there already. */
    private void append(
            Collection<LearnerId> students, String kind, @Nullable String id, Observation what, String source) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Evidence> evidence = students.stream()
                .distinct()
                .map(student -> new Evidence(student, kind + key(id), what, now, now, source))
                .toList();
        transactions.executeWithoutResult(status -> {
            log.append(evidence);
            // whoever was linked over two platforms sees it at once, and not when they are next looked at
            lookAgain.bringTogether(students);
        });
    }

    private static String key(@Nullable String id) {
        return id == null
                ? Ids.next().toString()
                : "script:" + Tokens.digest(id).substring(0, 32);
    }

    private Author author(Staff by) {
        Optional<Learner> known = learners.find(by.learner());
        return new Author(
                inRules(by.role()),
                by.learner(),
                Texts.clean(known.map(Learner::name).orElse(null), LONGEST_NAME));
    }

    /** Rules know instructors; an administrator who confirms in a course acts as one. */
    private static String inRules(Role role) {
        return (role == Role.ADMINISTRATOR ? Role.INSTRUCTOR : role).name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String link(Said said) {
        String link = said.link();
        if (link == null || link.isBlank()) {
            return null;
        }
        return Links.https(link).orElseThrow(() -> new NotUsable(Complaint.of("said.no-link", Links.LONGEST)));
    }
}
