package org.cairn.pathway;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Explained;
import org.cairn.evidence.Evidence;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Standing;

/** The badges, their bindings, and where learners stand. */
public interface Pathways {

    /**
     * Stores one or more badges from YAML, each as a new draft version where it differs from the last; nothing is
     * stored if one is wrong.
     *
     * @throws BadDocument naming line and reason
     */
    List<Badge> put(InstitutionId institution, String yaml) throws BadDocument;

    /**
     * Publishes the newest version of a badge; everyone with evidence is looked at again.
     *
     * @throws UnknownBadge when there is none with that key
     * @throws InvalidBadge when the rule names a badge that is not published, or stacks would go in a circle
     */
    Badge publish(InstitutionId institution, String key);

    /**
     * Binds an activity to a milestone, replacing what that activity was bound to for that milestone before; everyone
     * with evidence is looked at again. Answers the binding as it is kept: with the platform's own local ids.
     *
     * @throws UnknownBadge when there is no such badge or milestone
     * @throws InvalidBadge when the binding would lower what the rule asks for, or make one activity count twice
     */
    Binding bind(InstitutionId institution, Binding binding);

    /** Takes a binding away, whatever it asked for; answers false when there was none. Nobody loses what they hold. */
    boolean unbind(InstitutionId institution, Binding binding);

    /** All bindings of the institution, those of drafts included. */
    List<Binding> bindings(InstitutionId institution);

    /** The bindings of one course, those of drafts included. */
    List<Binding> bindings(CourseId course);

    /** All badges of the institution in their newest version, drafts included. */
    List<Badge> badges(InstitutionId institution);

    /** The version of a badge that decided an award, or that was in force at some time. */
    Optional<Badge> version(InstitutionId institution, String key, int version);

    Catalogue catalogue(InstitutionId institution);

    /**
     * Where somebody with this evidence stands toward every published badge at that instant. A pure function: page,
     * worker and audit all call this one.
     */
    List<BadgeStanding> standings(Catalogue catalogue, Collection<Evidence> evidence, Instant at);

    /** Where somebody with this evidence stands toward one badge, in any version of it. */
    Standing standing(Catalogue catalogue, Badge badge, Collection<Evidence> evidence, Instant at);

    /**
     * Returns the instant to evaluate this evidence at: now, or later where another node's clock, which runs ahead, has
     * heard of something already.
     */
    static Instant asOf(Instant now, Collection<Evidence> evidence) {
        return evidence.stream()
                .map(Projection::timeOf)
                .filter(now::isBefore)
                .max(naturalOrder())
                .orElse(now);
    }

    /** The standings of one learner now. */
    List<BadgeStanding> standings(LearnerId learner);

    /** The standings of many learners of one institution now. */
    Map<LearnerId, List<BadgeStanding>> standings(InstitutionId institution, Collection<LearnerId> learners);

    /**
     * The badges that a course is part of: those bound or embedded in it, and the stacks above them, components first.
     */
    List<Badge> badgesIn(CourseId course);

    /**
     * Says whether anything in this course can count toward a badge or one that it is built on: an activity that is
     * bound, or what staff confirm.
     */
    boolean countsIn(CourseId course, Badge badge);

    /** Says that a badge document cannot be used. */
    final class BadDocument extends Exception {
        private final int line;

        public BadDocument(int line, String reason) {
            super(reason);
            this.line = line;
        }

        /** The line the reason is about, counted from 1. */
        public int line() {
            return line;
        }
    }

    /** Says that no such badge or milestone exists. */
    final class UnknownBadge extends RuntimeException implements Explained {

        private final Complaint why;

        public UnknownBadge(Complaint why) {
            super(why.line());
            this.why = why;
        }

        @Override
        public Complaint why() {
            return why;
        }
    }

    /** Says why a badge or binding cannot be as asked. */
    final class InvalidBadge extends RuntimeException implements Explained {

        private final Complaint why;

        public InvalidBadge(Complaint why) {
            super(why.line());
            this.why = why;
        }

        @Override
        public Complaint why() {
            return why;
        }
    }
}
