package org.cairn.platform;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.TestDatabase;

/** The platforms on a test database, without starting the application; other rooms' tests use it too. */
public final class TestPlatforms {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestPlatforms() {}

    public static Platforms on(TestDatabase.Fresh database, Clock clock) {
        return new KnownPlatforms(new JdbcPlatforms(database.jdbc()), database.transactions(), clock);
    }

    /** What is needed to register a platform that no other test has. */
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
}
