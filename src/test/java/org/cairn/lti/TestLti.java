package org.cairn.lti;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.TestDatabase;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.people.TestPeople;
import org.cairn.platform.Family;
import org.cairn.platform.JdbcPlatforms;
import org.cairn.platform.KnownPlatforms;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.springframework.context.ApplicationEventPublisher;

/** The doors of this room on a test database, without starting the application; other rooms' tests use it too. */
public record TestLti(Platforms platforms, Learners learners, Courses courses) {

    private static final AtomicInteger NEXT = new AtomicInteger();

    public static TestLti on(TestDatabase.Fresh database) {
        return on(database, event -> {}, Clock.systemUTC());
    }

    public static TestLti on(TestDatabase.Fresh database, ApplicationEventPublisher events, Clock clock) {
        Platforms platforms = new KnownPlatforms(new JdbcPlatforms(database.jdbc()), database.transactions(), clock);
        return new TestLti(
                platforms,
                TestPeople.on(database, platforms, events, clock).learners(),
                new JdbcCourses(database.jdbc(), database.transactions(), events));
    }

    /** Registers a Canvas of its own at the institution. */
    public Platform canvas(String institution) {
        return platforms.register(registration(institution, Family.CANVAS));
    }

    public static NewPlatform registration(String institution, Family family) {
        int number = NEXT.incrementAndGet();
        String host = "https://lms%d.example.edu".formatted(number);
        return new NewPlatform(
                institution,
                "LMS " + number,
                family,
                host,
                "client-" + number,
                URI.create(host + "/authorize"),
                URI.create(host + "/token"),
                URI.create(host + "/jwks"),
                List.of("deployment-1"));
    }

    public static Person person(String name, Identifier... identifiers) {
        return new Person(Set.of(identifiers), name, null);
    }

    public static Identifier sub(String value) {
        return new Identifier(IdentifierKind.SUB, value);
    }
}
