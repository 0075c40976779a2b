package org.cairn.lti.service;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Learner;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Learners;
import org.cairn.lti.Platform;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Platforms;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sweeps the rosters of courses: who is on it becomes known and is in the class, who has vanished is no longer. */
@Component
class NrpsRoster implements Roster {

    private static final Logger LOG = LoggerFactory.getLogger(NrpsRoster.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int TRIES = 3;

    private record Taken(Set<LearnerId> people, Set<LearnerId> students) {
        void add(Taken more) {
            people.addAll(more.people());
            students.addAll(more.students());
        }
    }

    private final Platforms platforms;
    private final Courses courses;
    private final Learners learners;
    private final Memberships memberships;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<CourseId, Instant> asked = new ConcurrentHashMap<>();
    private final Map<PlatformId, ReentrantLock> oneAtATime = new ConcurrentHashMap<>();

    NrpsRoster(
            Platforms platforms,
            Courses courses,
            Learners learners,
            Memberships memberships,
            TransactionTemplate transactions,
            Clock clock) {
        this.platforms = platforms;
        this.courses = courses;
        this.learners = learners;
        this.memberships = memberships;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void request(CourseId course) {
        if (isDue(course)) {
            Thread.ofVirtual().name("roster").start(() -> sweepOrLog(course));
        }
    }

    private boolean isDue(CourseId course) {
        Instant now = clock.instant();
        if (asked.size() > MOST_REMEMBERED) {
            asked.values().removeIf(at -> !now.isBefore(at.plus(BETWEEN_SWEEPS)));
        }
        AtomicBoolean due = new AtomicBoolean();
        asked.compute(course, (id, last) -> {
            due.set(last == null || !now.isBefore(last.plus(BETWEEN_SWEEPS)));
            return due.get() ? now : last;
        });
        return due.get();
    }

    private void sweepOrLog(CourseId course) {
        try {
            sweep(course);
        } catch (ServiceRefused e) {
            LOG.warn("The roster of course {} could not be read: {}", course.value(), e.getMessage());
        } catch (RuntimeException e) {
            // the message could quote what the platform sent
            LOG.error(
                    "The roster of course {} could not be read: {}",
                    course.value(),
                    e.getClass().getName());
        }
    }

    /**
     * Reads the roster now; does nothing when the course has none or its platform is paused.
     *
     * @return how many members were read
     * @throws ServiceRefused when the platform did not give all of it; what it gave before is kept
     */
    int sweep(CourseId id) throws ServiceRefused {
        Optional<Course> course = courses.find(id);
        Optional<URI> url = courses.membershipsUrl(id);
        Optional<Platform> platform =
                course.flatMap(known -> platforms.find(known.platform())).filter(Platform::active);
        if (platform.isEmpty() || url.isEmpty()) {
            return 0;
        }
        // Canvas counts all our calls to it together, so courses queue rather than be throttled
        ReentrantLock turn = oneAtATime.computeIfAbsent(platform.get().id(), added -> new ReentrantLock());
        turn.lock();
        try {
            return sweep(platform.get(), course.get(), url.get());
        } finally {
            turn.unlock();
        }
    }

    private int sweep(Platform platform, Course course, URI url) throws ServiceRefused {
        Set<LearnerId> before =
                courses.students(course.id()).stream().map(Learner::id).collect(Collectors.toSet());
        Taken seen = new Taken(new HashSet<>(), new HashSet<>());
        memberships.read(platform, course, url, page -> seen.add(take(course, page)));
        if (!seen.students().isEmpty()) {
            before.removeAll(seen.people());
            // Canvas says of nobody that they left: they are no longer on the roster. One without any student is no
            // sign of that: some platforms hide them
            transactions.executeWithoutResult(status -> courses.enrol(course.id(), before, false));
        }
        LOG.info(
                "Read the roster of course {}: {} people.",
                course.id().value(),
                seen.people().size());
        return seen.people().size();
    }

    /** Several nodes may meet on the same people; the database then asks one of them to try again. */
    private Taken take(Course course, List<Member> page) {
        for (int left = TRIES; ; left--) {
            try {
                return transactions.execute(status -> store(course, page));
            } catch (ConcurrencyFailureException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    /** In one order on every node, so that nodes seldom wait for each other crosswise. */
    private Taken store(Course course, List<Member> page) {
        Set<LearnerId> all = new HashSet<>();
        Set<LearnerId> here = new HashSet<>();
        Set<LearnerId> gone = new HashSet<>();
        for (Member member :
                page.stream().sorted(Comparator.comparing(Member::sub)).toList()) {
            LearnerId learner = learners.know(course.platform(), member.person());
            all.add(learner);
            if (member.role().filter(role -> role == Role.INSTRUCTOR).isPresent()) {
                courses.join(course.id(), learner, Role.INSTRUCTOR, member.active());
            } else if (member.role().isPresent()) {
                (member.active() ? here : gone).add(learner);
            }
        }
        courses.enrol(course.id(), here, true);
        courses.enrol(course.id(), gone, false);
        return new Taken(all, here);
    }
}
