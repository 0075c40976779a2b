package org.cairn.web;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.award.FailedLook;
import org.cairn.complaint.Complaint;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.people.Identifier;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The other doors of the test world. */
final class TestDoors {

    private TestDoors() {}

    static EvidenceLog log(TestWorld world) {
        return new EvidenceLog() {
            @Override
            public void withdraw(
                    org.cairn.platform.InstitutionId institution,
                    String message,
                    java.util.Collection<org.cairn.people.LearnerId> whose) {
                throw new AssertionError("no page takes back a message");
            }

            @Override
            public java.util.Set<String> withdrawn(
                    org.cairn.platform.InstitutionId institution, java.util.Collection<String> messages) {
                return java.util.Set.of();
            }

            @Override
            public void append(Collection<Evidence> evidence) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void appendSettled(Collection<Evidence> evidence) {
                throw new AssertionError("no page settles anything");
            }

            @Override
            public List<Evidence> of(LearnerId learner) {
                return List.copyOf(world.evidence.getOrDefault(learner, List.of()));
            }

            @Override
            public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
                return learners.stream().collect(toMap(Function.identity(), this::of));
            }
        };
    }

    static Awards awards(TestWorld world) {
        return new Awards() {
            @Override
            public Optional<Award> find(InstitutionId institution, UUID id) {
                return Stream.concat(world.given.stream(), world.besides.stream())
                        .filter(award -> award.learner().institution().equals(institution)
                                && award.id().equals(id))
                        .findFirst();
            }

            @Override
            public List<Award> of(LearnerId learner) {
                return world.given.stream()
                        .filter(award -> award.learner().equals(learner))
                        .toList();
            }

            @Override
            public List<Award> beside(LearnerId learner) {
                return world.besides.stream()
                        .filter(award -> award.learner().equals(learner))
                        .toList();
            }

            @Override
            public Map<LearnerId, List<Award>> of(InstitutionId institution, Collection<LearnerId> learners) {
                return learners.stream().collect(toMap(Function.identity(), this::of));
            }

            @Override
            public List<Award> find(
                    InstitutionId institution,
                    @Nullable String badge,
                    @Nullable LearnerId learner,
                    @Nullable PlatformId platform) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Award> claimUnproven(InstitutionId institution, int most) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<FailedLook> failures(InstitutionId institution) {
                return List.of();
            }

            @Override
            public void onChanged(Runnable listener) {}
        };
    }

    static Credentials credentials(TestWorld world) {
        return new Credentials() {
            @Override
            public Optional<Credential> find(String id) {
                return Optional.ofNullable(world.issued.get(id));
            }

            @Override
            public Map<UUID, Credential> of(InstitutionId institution, Collection<Award> awards) {
                return awards.stream()
                        .collect(toMap(
                                Award::id,
                                award -> world.issued.computeIfAbsent(
                                        "credential-" + award.id().getLeastSignificantBits(),
                                        id -> new Credential(
                                                id,
                                                award.learner(),
                                                award.id(),
                                                award.badge(),
                                                award.decidedAt(),
                                                null))));
            }

            @Override
            public String json(Credential credential) {
                return "{}";
            }

            @Override
            public void share(LearnerId learner, String id, boolean shared) {
                world.issued.computeIfPresent(
                        id,
                        (key, old) -> old.learner().equals(learner)
                                ? new Credential(
                                        id,
                                        learner,
                                        old.award(),
                                        old.badge(),
                                        old.issuedAt(),
                                        shared ? world.clock.instant() : null)
                                : old);
            }

            @Override
            public List<Check> verify(Credential credential) {
                boolean stands =
                        world.given.stream().anyMatch(award -> award.id().equals(credential.award()) && award.stands());
                return List.of(
                        new Check("signature", true, Complaint.of("proof.whole")),
                        new Check("issuer", true, Complaint.of("proof.own", "Example University")),
                        new Check("status", stands, Complaint.of(stands ? "proof.stands" : "proof.revoked")));
            }
        };
    }

    static Courses courses(TestWorld world) {
        return new Courses() {
            @Override
            public Optional<Course> find(CourseId id) {
                return Optional.of(TestWorld.COURSE_565)
                        .filter(course -> course.id().equals(id));
            }

            @Override
            public Optional<Course> find(PlatformId platform, String ownIdOrContextId) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Course> of(InstitutionId institution) {
                return List.of(TestWorld.COURSE_565);
            }

            @Override
            public List<Learner> students(CourseId course) {
                return course.equals(TestWorld.COURSE)
                        ? world.students.stream()
                                .map(world.people::get)
                                .sorted(Comparator.comparing(Learner::name))
                                .toList()
                        : List.of();
            }

            @Override
            public boolean isStudent(CourseId course, LearnerId learner) {
                return course.equals(TestWorld.COURSE) && world.students.contains(learner);
            }

            @Override
            public void enrol(CourseId course, Collection<LearnerId> students, boolean active) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CourseId know(PlatformId platform, String contextId, String ownId, @Nullable String title) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void join(CourseId course, LearnerId learner, Role role, boolean active) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void rememberServices(CourseId course, @Nullable URI membershipsUrl) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<URI> membershipsUrl(CourseId course) {
                throw new UnsupportedOperationException();
            }
        };
    }

    static Learners learners(TestWorld world) {
        return new Learners() {
            @Override
            public LearnerId know(PlatformId platform, Person person) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Map<List<Identifier>, LearnerId> whoAre(PlatformId platform, Collection<List<Identifier>> people) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<LearnerId> find(PlatformId platform, String identifier) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Learner> find(LearnerId id) {
                return Optional.ofNullable(world.people.get(id));
            }

            @Override
            public Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids) {
                return ids.stream()
                        .filter(world.people::containsKey)
                        .collect(toMap(Function.identity(), world.people::get));
            }

            @Override
            public Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people) {
                return Map.of();
            }
        };
    }

    static KnownActivities known(TestWorld world) {
        return new KnownActivities() {
            @Override
            public void learn(Collection<KnownActivity> activities) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<KnownActivity> of(PlatformId platform, String course) {
                return world.activities.stream()
                        .filter(known -> known.activity().platform().equals(platform)
                                && course.equals(known.activity().course()))
                        .toList();
            }
        };
    }

    static Ingestion ingestion(TestWorld world) {
        return new Ingestion() {
            @Override
            public Tally tally(InstitutionId institution) {
                return new Tally(1204, 12, 0, 3, 2, 40, 0, Instant.parse("2026-05-12T09:55:00Z"));
            }

            @Override
            public Optional<Instant> lastReceivedAt(InstitutionId institution, String feed) {
                return world.messages.stream()
                        .filter(message -> message.feed().equals(feed))
                        .map(Message::receivedAt)
                        .max(Instant::compareTo);
            }

            @Override
            public List<Message> latest(InstitutionId institution, int most) {
                return institution.equals(TestWorld.INSTITUTION) ? List.copyOf(world.messages) : List.of();
            }

            @Override
            public List<Message> quarantined(InstitutionId institution, int most) {
                return latest(institution, most).stream()
                        .filter(message -> message.state() == State.QUARANTINED)
                        .toList();
            }

            @Override
            public List<Conflict> conflicts(InstitutionId institution, int most) {
                return institution.equals(TestWorld.INSTITUTION) ? List.copyOf(world.conflicts) : List.of();
            }

            @Override
            public List<Conflict> conflicts(Feed feed, int most) {
                return conflicts(feed.platform().institution(), most);
            }

            @Override
            public Optional<Conflict> conflict(Feed feed, String key) {
                return world.conflicts.stream()
                        .filter(one -> one.message().key().equals(key))
                        .findFirst();
            }
        };
    }

    static Attestations attestations(TestWorld world) {
        return new Attestations() {
            @Override
            public void attest(
                    CourseId course, Collection<LearnerId> students, Step step, Staff by, Said said, boolean stands) {
                students.forEach(student -> note("", student, step, said, stands));
            }

            @Override
            public void waive(CourseId course, LearnerId student, Step step, Staff by, Said said, boolean stands) {
                if (stands && said.note() == null) {
                    throw new NotUsable(Complaint.of("said.no-reason"));
                }
                note("waived ", student, step, said, stands);
            }

            @Override
            public void speak(LearnerId student, Step step, Spoken by, Said said, boolean waiver, boolean stands) {
                throw new UnsupportedOperationException();
            }

            private void note(String what, LearnerId student, Step step, Said said, boolean stands) {
                if (!world.students.contains(student)) {
                    throw new NotAllowed(Complaint.of("row.not-student"));
                }
                if (said.link() != null && !said.link().startsWith("https://")) {
                    throw new NotUsable(Complaint.of("said.no-link", 2000));
                }
                world.attested.add("%s%s/%s %s %s %s"
                        .formatted(what, step.badge(), step.milestone(), stands, said.note(), said.link()));
            }
        };
    }
}
