package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import org.cairn.lti.CourseId;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Untold;
import org.cairn.worker.Recently;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells everybody of a launch that was let in, once it is stored. Whoever fails to listen does not undo it. */
@Component
class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final ApplicationEventPublisher events;
    private final Roster roster;
    private final Clock clock;
    private final Recently<Object> recently;

    private record Dropped(PlatformId platform) {}

    Announcements(ApplicationEventPublisher events, Roster roster, Clock clock) {
        this.events = events;
        this.roster = roster;
        this.clock = clock;
        this.recently = new Recently<>(clock, Duration.ofMinutes(1));
    }

    void admitted(Session session, LaunchMessage message) {
        if (message.offer().dropped()) {
            noteDropped(session.platform());
        }
        CourseId course = session.course();
        // a picker of Moodle names no roster before the course has an activity: asking in vain would hold up the next
        // one
        boolean offered = message.offer().services().memberships() != null;
        if (course != null && offered && session.role() != Role.STUDENT) {
            roster.request(course);
        }
        LaunchAdmitted admitted = new LaunchAdmitted(
                session.platform(),
                message.deployment(),
                session.learner(),
                session.role(),
                course,
                message.resourceLinkId(),
                message.offer().services(),
                session.purpose(),
                message.copiedFrom(),
                clock.instant());
        try {
            events.publishEvent(admitted);
        } catch (RuntimeException e) {
            LOG.error("A launch was let in, but not all of what follows from it was done", Untold.of(e));
        }
    }

    private void noteDropped(PlatformId platform) {
        if (!recently.did(new Dropped(platform))) {
            recently.remember(new Dropped(platform));
            LOG.warn(
                    "Launches of platform {} offer a service at an address that the platform does not vouch for;"
                            + " it is not used",
                    platform.value());
        }
    }
}
