package org.cairn.lti.service;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the roster of a course: who is on it becomes known and is in the class, who has vanished from a whole one is no
 * longer, and how it went is noted.
 */
@Component
class RosterReader {

    private static final Logger LOG = LoggerFactory.getLogger(RosterReader.class);
    private static final Duration AFTER_SUCCESS = Duration.ofHours(6);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);
    private static final int LONGEST_DETAIL = 500;
    private static final int HANDFUL = 500;
    private static final int TRIES = 3;

    /** Says before each handful of members whether to go on. */
    interface GoOn {
        void check() throws ServiceRefused;
    }

    private record Seen(Set<LearnerId> people, Set<LearnerId> students) {
        void add(Seen more) {
            people.addAll(more.people());
            students.addAll(more.students());
        }
    }

    private final Platforms platforms;
    private final Courses courses;
    private final Learners learners;
    private final Memberships memberships;
    private final JdbcSweeps sweeps;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<PlatformId, ReentrantLock> oneAtATime = new ConcurrentHashMap<>();

    RosterReader(
            Platforms platforms,
            Courses courses,
            Learners learners,
            Memberships memberships,
            JdbcSweeps sweeps,
            TransactionTemplate transactions,
            Clock clock) {
        this.platforms = platforms;
        this.courses = courses;
        this.learners = learners;
        this.memberships = memberships;
        this.sweeps = sweeps;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reads the roster now; does nothing when the course has none or its platform is paused.
     *
     * @return how many members were read
     * @throws ServiceRefused when the platform did not give all of it; what it gave before is kept
     */
    int read(CourseId id, GoOn goOn) throws ServiceRefused {
        Optional<Course> course = courses.find(id);
        Optional<URI> url = courses.membershipsUrl(id);
        Optional<Platform> platform =
                course.flatMap(known -> platforms.find(known.platform())).filter(Platform::active);
        if (platform.isEmpty() || url.isEmpty()) {
            transactions.executeWithoutResult(status -> sweeps.postpone(id, now().plus(AFTER_SUCCESS)));
            return 0;
        }
        // Canvas counts all our calls to it together, so courses queue rather than be throttled
        ReentrantLock turn = oneAtATime.computeIfAbsent(platform.get().id(), added -> new ReentrantLock());
        turn.lock();
        try {
            return noted(platform.get(), course.get(), url.get(), goOn);
        } finally {
            turn.unlock();
        }
    }

    private int noted(Platform platform, Course course, URI url, GoOn goOn) throws ServiceRefused {
        try {
            int members = read(platform, course, url, goOn);
            transactions.executeWithoutResult(
                    status -> sweeps.succeeded(platform.id(), course.id(), members, now(), now().plus(AFTER_SUCCESS)));
            LOG.info("Read the roster of course {}: {} people.", course.id().value(), members);
            return members;
        } catch (ServiceRefused e) {
            failed(course, failure(e.reason()), e.why());
            throw e;
        } catch (RuntimeException e) {
            // the message could quote what the platform sent
            failed(
                    course,
                    Roster.Failure.OURS,
                    List.of(Complaint.of("roster.own-fault", e.getClass().getSimpleName())));
            throw e;
        }
    }

    private void failed(Course course, Roster.Failure failure, List<Complaint> why) {
        String detail = Complaint.text(why);
        String kept = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
        transactions.executeWithoutResult(status ->
                sweeps.failed(course.platform(), course.id(), failure, kept, now(), now().plus(AFTER_FAILURE)));
        LOG.warn("The roster of course {} could not be read: {}", course.id().value(), Complaint.line(why));
    }

    private static Roster.Failure failure(ServiceRefused.Reason reason) {
        return switch (reason) {
            case NOT_ALLOWED -> Roster.Failure.NOT_ALLOWED;
            case NO_TOKEN -> Roster.Failure.NO_TOKEN;
            case NOT_GRANTED -> Roster.Failure.NOT_GRANTED;
            case THROTTLED -> Roster.Failure.THROTTLED;
            case NOT_REACHED -> Roster.Failure.NOT_REACHED;
            case UNUSABLE -> Roster.Failure.UNUSABLE;
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private int read(Platform platform, Course course, URI url, GoOn goOn) throws ServiceRefused {
        Set<LearnerId> before = courses.students(course.id()).stream()
                .map(Learner::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Seen seen = new Seen(new HashSet<>(), new HashSet<>());
        memberships.read(platform, course, url, members -> {
            goOn.check();
            seen.add(take(course, members, seen.students()));
        });
        goOn.check();
        if (!seen.students().isEmpty()) {
            before.removeAll(seen.people());
            // Canvas says of nobody that they left: they are no longer on the roster. One without any student is no
            // sign of that: some platforms hide them
            inHandfuls(before, gone -> courses.enrol(course.id(), gone, false));
        }
        return seen.people().size();
    }

    private void inHandfuls(Set<LearnerId> people, Consumer<List<LearnerId>> effect) {
        List<LearnerId> all = List.copyOf(people);
        for (int from = 0; from < all.size(); from += HANDFUL) {
            List<LearnerId> handful = all.subList(from, Math.min(from + HANDFUL, all.size()));
            transactions.executeWithoutResult(status -> effect.accept(handful));
        }
    }

    /** Several nodes may meet on the same people; the database then asks one of them to try again. */
    private Seen take(Course course, List<Member> members, Set<LearnerId> seenHere) {
        for (int left = TRIES; ; left--) {
            try {
                return transactions.execute(status -> store(course, members, seenHere));
            } catch (ConcurrencyFailureException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    /** In one order on every node, so that nodes seldom wait for each other crosswise. */
    private Seen store(Course course, List<Member> members, Set<LearnerId> seenHere) {
        Set<LearnerId> all = new HashSet<>();
        Set<LearnerId> here = new HashSet<>();
        Set<LearnerId> gone = new HashSet<>();
        for (Member member :
                members.stream().sorted(Comparator.comparing(Member::sub)).toList()) {
            Optional<LearnerId> heard = learners.hear(course.platform(), member.person());
            if (heard.isEmpty()) {
                continue; // erased: only they themselves can begin anew
            }
            LearnerId learner = heard.get();
            all.add(learner);
            if (member.role().filter(role -> role == Role.INSTRUCTOR).isPresent()) {
                courses.join(course.id(), learner, Role.INSTRUCTOR, member.active());
            } else if (member.role().isPresent()) {
                (member.active() ? here : gone).add(learner);
            }
        }
        // somebody with two entries, one of them active, is in the class
        gone.removeAll(here);
        gone.removeAll(seenHere);
        courses.enrol(course.id(), here, true);
        courses.enrol(course.id(), gone, false);
        return new Seen(all, here);
    }
}
