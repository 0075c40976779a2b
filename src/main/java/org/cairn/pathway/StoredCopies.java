package org.cairn.pathway;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.lti.Course;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes copies as they are told, and works out what could be taken over only when somebody looks: the copy's activities
 * become known later than the copy itself.
 */
@Component
class StoredCopies implements Copies {

    private final JdbcCopies jdbc;
    private final Pathways pathways;
    private final Courses courses;
    private final KnownActivities activities;
    private final TransactionTemplate transactions;
    private final Clock clock;

    StoredCopies(
            JdbcCopies jdbc,
            Pathways pathways,
            Courses courses,
            KnownActivities activities,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.pathways = pathways;
        this.courses = courses;
        this.activities = activities;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A course that we do not know has nothing to take over. */
    @EventListener
    void on(CourseCopied copied) {
        switch (copied.how()) {
            case NOTICE ->
                copied.from().stream()
                        .flatMap(from -> known(copied.platform(), from).stream())
                        .forEach(from -> note(copied, from));
            case HISTORY -> {
                if (!isSettled(copied)) {
                    copied.from().stream()
                            .flatMap(from -> known(copied.platform(), from).stream())
                            .filter(from -> !pathways.bindings(from.id()).isEmpty())
                            .findFirst()
                            .ifPresent(from -> note(copied, from));
                }
            }
        }
    }

    private void note(CourseCopied copied, Course from) {
        transactions.executeWithoutResult(status -> jdbc.note(
                copied.platform(),
                from.contextId(),
                copied.to(),
                copied.how(),
                copied.at().truncatedTo(ChronoUnit.MICROS)));
    }

    /** History says the same for ever: it only counts while nothing else is known of the course. */
    private boolean isSettled(CourseCopied copied) {
        return jdbc.isNoted(copied.platform(), copied.to())
                || known(copied.platform(), copied.to())
                        .filter(here -> !pathways.bindings(here.id()).isEmpty())
                        .isPresent();
    }

    /** Only by its context id: another course's own id may look the same. */
    private Optional<Course> known(PlatformId platform, String contextId) {
        return courses.find(platform, contextId)
                .filter(course -> course.contextId().equals(contextId));
    }

    @Override
    public boolean isWaiting(CourseId course) {
        return !waiting(course).isEmpty();
    }

    @Override
    public List<Copy> waiting(CourseId course) {
        Optional<Course> here = courses.find(course);
        return here.map(copy -> jdbc.open(copy).stream()
                        .flatMap(open -> copy(copy, open).stream())
                        .filter(found -> !found.proposals().isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private Optional<Copy> copy(Course here, JdbcCopies.Open open) {
        return known(here.platform(), open.from()).map(from -> new Copy(from, open.at(), proposals(from, here)));
    }

    private List<Proposal> proposals(Course from, Course here) {
        List<Binding> bindings =
                stillAsked(pathways.bindings(from.id()), here.id().institution());
        return bindings.isEmpty()
                ? List.of()
                : new Remapping(of(from), here, of(here)).of(bindings, pathways.bindings(here.id()));
    }

    /** Without those for badges or milestones that are gone. Drafts are only read where the catalogue has no answer. */
    private List<Binding> stillAsked(List<Binding> bindings, InstitutionId institution) {
        Map<String, Badge> published = pathways.catalogue(institution).badges();
        List<Binding> others = bindings.stream()
                .filter(binding -> !asks(published.get(binding.badge()), binding))
                .toList();
        if (others.isEmpty()) {
            return bindings;
        }
        Map<String, Badge> newest =
                pathways.badges(institution).stream().collect(Collectors.toMap(Badge::key, Function.identity()));
        return bindings.stream()
                .filter(binding -> !others.contains(binding) || asks(newest.get(binding.badge()), binding))
                .toList();
    }

    private static boolean asks(@Nullable Badge badge, Binding binding) {
        return badge != null && badge.milestones().containsKey(binding.milestone());
    }

    private List<KnownActivity> of(Course course) {
        return activities.of(course.platform(), course.ownId());
    }

    @Override
    public void decide(CourseId course, CourseId from, LearnerId by) {
        Optional<Course> here = courses.find(course);
        Optional<Course> there = courses.find(from);
        if (here.isPresent() && there.isPresent()) {
            transactions.executeWithoutResult(status -> jdbc.decide(
                    here.get(), there.get().contextId(), by, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        }
    }
}
