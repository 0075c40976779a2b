package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translator;
import org.cairn.platform.Platform;
import org.cairn.vault.Untold;
import org.cairn.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What people wrote is in no log, also where a database or a mistake quotes it. */
class LogsTellNothingTests {

    private static final String SECRET = "grade-of-ada-is-17";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        heard.start();
        root.addAppender(heard);
    }

    @AfterEach
    void stop() {
        root.detachAppender(heard);
    }

    /** What the application logs; the database of the tests has its own voice in the same place. */
    private String log() {
        return List.copyOf(heard.list).stream()
                .filter(event -> event.getLoggerName().startsWith("org.cairn")
                        || event.getLoggerName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME))
                .map(event -> event.getFormattedMessage() + "\n"
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    /** What this database really says of a value that it does not take. */
    private static DataAccessException refused(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        try {
            database.jdbc()
                    .sql("select cast(name as integer) from (select cast(? as varchar) as name) as planted")
                    .param(SECRET)
                    .query(Integer.class)
                    .list();
        } catch (DataAccessException e) {
            return e;
        }
        throw new AssertionError("taken");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBackgroundThreadTellsOnlyOfWhatKindItsTroubleIs(TestDatabase kind) {
        DataAccessException refused = refused(kind);
        assertThat(String.valueOf(refused)).as("databases quote").contains(SECRET);
        Worker worker = new Worker("failing") {
            @Override
            protected Duration round() {
                throw refused;
            }
        };
        worker.start();
        Awaitility.await().until(() -> log().contains("A round of failing failed"));
        worker.stop();

        assertThat(log())
                .doesNotContain(SECRET)
                .contains(refused.getClass().getName(), "SQL state 22", "LogsTellNothingTests");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aMessageThatTheDatabaseRefusesIsSetAsideAndNotQuoted(TestDatabase kind) throws Exception {
        Translator nothing = new Translator() {
            @Override
            public FeedKind kind() {
                return FeedKind.CANVAS;
            }

            @Override
            public Translation translate(Origin origin, String body, Instant receivedAt) {
                return Translation.Ignored.of("nothing");
            }
        };
        try (TestIngest node = new TestIngest(kind.fresh(), Clock.systemUTC(), nothing)) {
            Platform platform = node.lti.canvas("North Hill");
            node.store(new Incoming(node.feed(platform), "k", (SECRET + " ").repeat(20), SECRET, null));
            assertThat(node.tally(platform.id().institution()).quarantined()).isEqualTo(1);
        }
        assertThat(log()).contains("cannot be stored as it is").doesNotContain(SECRET);
    }

    @Test
    void aRequestThatTheDatabaseFailsIsAnsweredAndLoggedWithoutWords() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        var refused = new DataIntegrityViolationException(
                "Value too long: '" + SECRET + "'", new SQLException(SECRET, "22001"));
        new QuietFailures().doFilter(new MockHttpServletRequest(), response, (request, answer) -> {
            throw new jakarta.servlet.ServletException("Request processing failed: " + refused, refused);
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentAsString()).doesNotContain(SECRET);
        assertThat(log()).doesNotContain(SECRET).contains("SQL state 22001");
    }

    @Test
    void whatIsNotTheDatabasesFailureIsLeftToTheServer() {
        assertThatThrownBy(() -> new QuietFailures()
                        .doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), (request, answer) -> {
                            throw new IllegalStateException("other");
                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void causesAreToldByTheirKindAlso() {
        root.warn(
                "Something failed",
                Untold.of(new IllegalStateException(
                        SECRET, new IllegalArgumentException(SECRET, new SQLException(SECRET, "23505")))));
        assertThat(log())
                .doesNotContain(SECRET)
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException", "SQL state 23505");
    }

    /** Exceptions of files name paths and nothing else; the practice platform has no real people. */
    @Test
    void nobodyLogsAnExceptionAsItIs() throws IOException {
        Pattern logged = Pattern.compile(
                "LOG\\.(?:error|warn|info)\\((?:(?!LOG\\.|;\\n).)*?,\\s*(?:e|ex|exception|failure|cause)\\);",
                Pattern.DOTALL);
        assertThat("LOG.error(\"a; b\",\n    name, e);").containsPattern(logged);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/practice/"))
                            .filter(file -> !List.of("Spool.java", "Drain.java")
                                    .contains(file.getFileName().toString()))
                            .filter(file -> logged.matcher(text(file)).find()))
                    .isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
