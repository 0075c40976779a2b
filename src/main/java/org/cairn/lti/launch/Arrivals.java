package org.cairn.lti.launch;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.vault.Tokens;
import org.cairn.worker.Recently;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a checked launch in: in one transaction the person and the course become known and the session is stored; then
 * everybody is told.
 */
@Component
class Arrivals {

    private final Learners learners;
    private final Courses courses;
    private final Announcements announcements;
    private final JdbcSessions jdbc;
    private final Sessions sessions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently<Object> recently;

    private record Joined(CourseId course, LearnerId learner, Part part) {}

    private record Told(CourseId course, @Nullable URI membershipsUrl) {}

    Arrivals(
            Learners learners,
            Courses courses,
            Announcements announcements,
            JdbcSessions jdbc,
            Sessions sessions,
            TransactionTemplate transactions,
            Clock clock) {
        this.learners = learners;
        this.courses = courses;
        this.announcements = announcements;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.transactions = transactions;
        this.clock = clock;
        this.recently = new Recently<>(clock, Duration.ofMinutes(1));
    }

    /**
     * Lets a launch in.
     *
     * @param proven whether the browser has shown that it is the one that began the login
     * @throws LaunchRefused when the launch has been let in before
     */
    Arrival admit(Platform platform, LaunchMessage message, LoginState state, boolean proven) {
        Part part = Part.of(message.roles());
        if (message.asked() instanceof Asked.Choose && part.role() == Role.STUDENT) {
            throw Refusal.ROLE.because("only who teaches may choose content");
        }
        String secret = proven ? Tokens.next() : null;
        Session session = Objects.requireNonNull(transactions.execute(status -> {
            Learners.Introduced who = learners.introduce(platform.id(), People.of(platform, message, part));
            LearnerId learner = who.person();
            CourseId course = course(platform, message, part, learner);
            Purpose purpose = purpose(platform, message.asked(), part, learner);
            Session opened = session(platform, message, state, part, who, course, purpose, secret);
            if (!jdbc.add(opened)) {
                throw Refusal.REPLAYED.because("the nonce has been spent");
            }
            return opened;
        }));
        if (proven) {
            sessions.opened(session);
        }
        if (session.course() != null) {
            recently.remember(new Joined(session.course(), session.learner(), part));
            recently.remember(new Told(session.course(), memberships(message)));
        }
        announcements.admitted(session, message);
        return new Arrival(session, secret);
    }

    /** Whoever only learns may look at their own work, and at nobody else's. */
    private Purpose purpose(Platform platform, Asked asked, Part part, LearnerId learner) {
        return switch (asked) {
            case Asked.Open open -> new Purpose.Visit(open.embed(), open.placement());
            case Asked.Choose choose -> new Purpose.Choice(choose.request());
            case Asked.Review review -> {
                Identifier said = new Identifier(IdentifierKind.SUB, review.student());
                // somebody else says who this is: nobody comes back by that who was erased
                Optional<LearnerId> student = learners.hear(platform.id(), new Person(Set.of(said), null, null));
                if (part.role() != Role.STUDENT) {
                    yield student.<Purpose>map(who -> new Purpose.Review(who, review.embed()))
                            .orElse(new Purpose.Visit(review.embed(), null));
                }
                if (!student.equals(Optional.of(learner))) {
                    throw Refusal.ROLE.because("a student may not look at another one's work");
                }
                yield new Purpose.Visit(review.embed(), null);
            }
        };
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
        if (!recently.did(new Told(course, memberships(message)))) {
            courses.rememberServices(course, memberships(message));
        }
        return course;
    }

    private static @Nullable URI memberships(LaunchMessage message) {
        return message.offer().services().memberships();
    }

    /** Canvas's events speak of courses by another id than its launches. */
    private static String ownId(Platform platform, LaunchMessage message, String contextId) {
        return Optional.of(platform)
                .filter(canvas -> canvas.family() == Family.CANVAS)
                .map(canvas -> message.custom("canvas_course_id"))
                .filter(id -> SafeText.isIdentifier(id, 255))
                .map(People::withoutShard)
                .orElse(contextId);
    }

    private Session session(
            Platform platform,
            LaunchMessage message,
            LoginState state,
            Part part,
            Learners.Introduced who,
            @Nullable CourseId course,
            Purpose purpose,
            @Nullable String secret) {
        Duration lifetime = secret == null ? Sessions.PROOF_WITHIN : Sessions.LIFETIME;
        Instant expiresAt = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.MICROS);
        return new Session(
                Session.handleFor(state.nonce()),
                platform.id(),
                who.person(),
                who.account(),
                message.name(),
                course,
                message.contextTitle(),
                part.role(),
                message.frameAncestors(),
                secret == null ? null : Tokens.digest(secret),
                secret == null ? state.binding() : null,
                expiresAt,
                purpose,
                message.returnUrl());
    }
}
