package org.cairn.lti.launch;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Family;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Learners;
import org.cairn.lti.Platform;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a checked launch in: in one transaction the person and the course become known and the session is stored. */
@Component
class Arrivals {

    private final Learners learners;
    private final Courses courses;
    private final Roster roster;
    private final JdbcSessions jdbc;
    private final Sessions sessions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently recently;

    private record Joined(CourseId course, LearnerId learner, Part part) {}

    private record Told(CourseId course, @Nullable URI membershipsUrl) {}

    Arrivals(
            Learners learners,
            Courses courses,
            Roster roster,
            JdbcSessions jdbc,
            Sessions sessions,
            TransactionTemplate transactions,
            Clock clock) {
        this.learners = learners;
        this.courses = courses;
        this.roster = roster;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.transactions = transactions;
        this.clock = clock;
        this.recently = new Recently(clock);
    }

    /**
     * Lets a launch in.
     *
     * @param proven whether the browser has shown that it is the one that began the login
     * @throws LaunchRefused when the launch has been let in before
     */
    Arrival admit(Platform platform, LaunchMessage message, LoginState state, boolean proven) {
        Part part = Part.of(message.roles());
        String secret = proven ? Tokens.next() : null;
        Session session = Objects.requireNonNull(transactions.execute(status -> {
            LearnerId learner = learners.know(platform.id(), People.of(platform, message, part));
            CourseId course = course(platform, message, part, learner);
            Session opened = session(platform, message, state, part, learner, course, secret);
            if (!jdbc.add(opened)) {
                throw Refusal.REPLAYED.because("the nonce has been spent");
            }
            return opened;
        }));
        if (proven) {
            sessions.opened(session);
        }
        CourseId course = session.course();
        if (course != null) {
            recently.remember(new Joined(course, session.learner(), part));
            recently.remember(new Told(course, message.membershipsUrl()));
            if (session.role() != Role.STUDENT) {
                roster.request(course);
            }
        }
        return new Arrival(session, secret);
    }

    private @Nullable CourseId course(Platform platform, LaunchMessage message, Part part, LearnerId learner) {
        String contextId = message.contextId();
        if (contextId == null) {
            return null;
        }
        CourseId course =
                courses.know(platform.id(), contextId, ownId(platform, message, contextId), message.contextTitle());
        if (part.isInCourse() && !recently.did(new Joined(course, learner, part))) {
            courses.join(course, learner, part.role(), true);
        }
        if (!recently.did(new Told(course, message.membershipsUrl()))) {
            courses.rememberServices(course, message.membershipsUrl());
        }
        return course;
    }

    /** Canvas's events speak of courses by another id than its launches. */
    private static String ownId(Platform platform, LaunchMessage message, String contextId) {
        return Optional.of(platform)
                .filter(canvas -> canvas.family() == Family.CANVAS)
                .map(canvas -> message.custom("canvas_course_id"))
                .filter(id -> Text.isIdentifier(id, 255))
                .map(People::withoutShard)
                .orElse(contextId);
    }

    private Session session(
            Platform platform,
            LaunchMessage message,
            LoginState state,
            Part part,
            LearnerId learner,
            @Nullable CourseId course,
            @Nullable String secret) {
        Duration lifetime = secret == null ? Sessions.PROOF_WITHIN : Sessions.LIFETIME;
        Instant expiresAt = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.MICROS);
        return new Session(
                Session.handleFor(state.nonce()),
                platform.id(),
                learner,
                message.name(),
                course,
                message.contextTitle(),
                part.role(),
                FrameAncestors.of(platform, message),
                secret == null ? null : Tokens.digest(secret),
                secret == null ? state.binding() : null,
                expiresAt);
    }
}
