package org.cairn.lti;

import java.time.Clock;
import java.util.Set;
import org.cairn.TestDatabase;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.people.TestPeople;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.platform.TestPlatforms;
import org.springframework.context.ApplicationEventPublisher;

/** The doors of this room on a test database, without starting the application; other rooms' tests use it too. */
public record TestLti(Platforms platforms, Learners learners, Courses courses) {

    public static TestLti on(TestDatabase.Fresh database) {
        return on(database, event -> {}, Clock.systemUTC());
    }

    public static TestLti on(TestDatabase.Fresh database, ApplicationEventPublisher events, Clock clock) {
        Platforms platforms = TestPlatforms.on(database, clock);
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
        return TestPlatforms.registration(institution, family);
    }

    public static Person person(String name, Identifier... identifiers) {
        return new Person(Set.of(identifiers), name, null);
    }

    public static Identifier sub(String value) {
        return new Identifier(IdentifierKind.SUB, value);
    }
}
