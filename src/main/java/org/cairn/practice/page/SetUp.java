package org.cairn.practice.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cairn.practice.Places;
import org.cairn.practice.canvas.EventSender;
import org.cairn.practice.canvas.LiveEvents;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Makes Cairn and the Canvas known to each other, as an operator would by its REST API; does nothing twice, also after a
 * restart, and nothing at all where an administrator is to do it.
 */
@Component
@Profile("practice")
class SetUp {

    private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);
    private static final List<String> BADGES =
            List.of("pbl-preparation", "pbl-engagement", "pbl-reflection", "pbl-achievement", "data-storytelling");

    private final Places places;
    private final CairnApi api;
    private final LiveEvents events;
    private final EventSender sender;
    private final boolean connect;
    private volatile Optional<String> fault = Optional.of("Still starting.");

    SetUp(
            Places places,
            CairnApi api,
            LiveEvents events,
            EventSender sender,
            @Value("${cairn.practice.connect:true}") boolean connect) {
        this.connect = connect;
        this.places = places;
        this.api = api;
        this.events = events;
        this.sender = sender;
    }

    /** Why the two do not know each other yet; empty when all is well. */
    Optional<String> fault() {
        return fault;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    @SuppressWarnings("SystemOut")
    void whenReady() {
        try {
            if (connect) {
                run();
            }
            fault = Optional.empty();
        } catch (RestClientException | IllegalStateException e) {
            LOG.error("The practice platform could not be connected to Cairn", e);
            fault = Optional.of(String.valueOf(e.getMessage()));
        }
        // for the person at the console: the one line they are waiting for
        System.out.println("Open " + places.issuer());
    }

    void run() {
        String platform = api.register(places);
        URI feed = api.feed(platform, places);
        if (!api.published().containsAll(BADGES)) {
            api.putBadges(yaml());
            BADGES.forEach(api::publish);
        }
        bind(platform);
        tell(feed);
    }

    private void bind(String platform) {
        if (!api.bound(platform).isEmpty()) {
            return;
        }
        List<Assignment> work = World.COLLABORATION.assignments();
        api.bind(platform, "pbl-preparation", "charter", World.COLLABORATION, work.get(0));
        api.bind(platform, "pbl-engagement", "presentation", World.COLLABORATION, work.get(1));
        api.bind(platform, "pbl-reflection", "reflection", World.COLLABORATION, work.get(2));
    }

    /**
     * Sends what a Canvas would have sent while the courses were being made. After a restart these are the same events
     * once more, which Cairn knows already.
     */
    void tell(URI feed) {
        sender.sendTo(feed);
        World.people().forEach(person -> sender.send(events.user(person)));
        for (Course course : World.COURSES) {
            course.assignments().forEach(one -> sender.send(events.assignment(course, one)));
            World.members().forEach(person -> sender.send(events.enrollment(course, person)));
        }
    }

    private static String yaml() {
        try {
            return new ClassPathResource("practice/badges.yaml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
