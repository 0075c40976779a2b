package org.cairn.ingest.ags;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BadBodies;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Embed;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Grades that people give in Cairn's own columns, from the platform's answer to the award. */
class OwnColumnsWireTests extends SourceWorld {

    private static final String AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/";
    private static final Set<String> SCOPES = Set.of(AGS + "lineitem", AGS + "score", AGS + "result.readonly");

    @Autowired
    private Courses courses;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private JdbcTemplate jdbc;

    private final HttpServer server;
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile byte[] results = "[]".getBytes(StandardCharsets.UTF_8);
    private volatile String good = "token-1";
    private volatile boolean knowsUs = true;
    private World world;
    private CourseId course;
    private LearnerId ada;

    OwnColumnsWireTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void closeServer() {
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/token")) {
            tokens.incrementAndGet();
            answer(
                    exchange,
                    knowsUs ? 200 : 401,
                    knowsUs
                            ? "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}".formatted(good)
                            : "{\"error\":\"invalid_client\"}");
        } else if (!("Bearer " + good).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (path.endsWith("/results")) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.ims.lis.v2.resultcontainer+json");
            exchange.sendResponseHeaders(200, results.length);
            exchange.getResponseBody().write(results);
            exchange.close();
        } else {
            answer(exchange, 200, "{\"id\":\"%s\",\"label\":\"Teamwork\"}".formatted(url("/items/7")));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A badge has its progress written into a column, and another one counts what people give there. */
    private void begin() {
        world = world(Family.CANVAS, url("").toString());
        course = transactions.execute(status -> courses.know(world.platform.id(), "ctx", "7", "Rhetoric"));
        world.badgeForCompletion("teamwork", "7", "assignment:1");
        world.badgeForScore("peers", "7", "line-item:cairn:badge:teamwork");
        ada = student("ada");
        visit("ctx");
        awaitReading(Instant.EPOCH);
    }

    private LearnerId student(String sub) {
        return world.student(new Identifier(IdentifierKind.SUB, sub));
    }

    /** A member of staff comes by, and the platform tells where the gradebook is. */
    private void visit(String link) {
        LearnerId staff = student("staff");
        events.publishEvent(new LaunchAdmitted(
                world.platform.id(),
                "1",
                staff,
                Role.INSTRUCTOR,
                course,
                link,
                new Services(null, url("/items"), url("/items/7"), SCOPES, null, Set.of()),
                new Purpose.Visit(new Embed(Embed.View.BADGE, "teamwork"), null),
                List.of(),
                now()));
    }

    private Instant readAt() {
        return jdbc
                .queryForList(
                        "select read_at from gradebook_column where institution = ? and course = ?",
                        java.time.OffsetDateTime.class,
                        course.institution().value(),
                        course.value())
                .stream()
                .filter(java.util.Objects::nonNull)
                .map(java.time.OffsetDateTime::toInstant)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private int failures() {
        return jdbc.queryForList(
                        "select failures from gradebook_column where institution = ? and course = ?",
                        Integer.class,
                        course.institution().value(),
                        course.value())
                .getFirst();
    }

    private void awaitReading(Instant before) {
        ApiClient.await(Duration.ofSeconds(30), () -> readAt().isAfter(before));
        world.settled();
    }

    private void stands(byte[] answer) {
        results = answer;
        Instant before = readAt();
        later(Duration.ofMinutes(15));
        visit("ctx");
        awaitReading(before);
    }

    private void stands(String... some) {
        stands(Arrays.stream(some).collect(Collectors.joining(",", "[", "]")).getBytes(StandardCharsets.UTF_8));
    }

    /** What cannot be read is tried again. */
    private void standsInVain(byte[] answer) {
        results = answer;
        later(Duration.ofMinutes(15));
        visit("ctx");
        ApiClient.await(Duration.ofSeconds(30), () -> failures() > 0);
        world.settled();
        assertThat(world.holds(ada)).isEmpty();
    }

    private String given(String sub, String score, String maximum) {
        return "{\"id\":\"%1$s/results/1\",\"scoreOf\":\"%1$s\",\"userId\":\"%2$s\",\"resultScore\":%3$s,\"resultMaximum\":%4$s}"
                .formatted(url("/items/7"), sub, score, maximum);
    }

    private boolean held() {
        return world.holds(ada).containsKey("peers");
    }

    @Test
    @Shows(
            of = Source.COLUMNS,
            what = {Awkward.REPEATED, Awkward.REORDERED, Awkward.REPLAYED})
    void whatStandsIsHeardOnce() {
        begin();
        stands(given("ada", "85", "100"), given("bob", "7", "100"));
        Map<String, Instant> holds = world.holds(ada);
        assertThat(holds).containsOnlyKeys("peers");
        stands(given("ada", "85", "100"), given("bob", "7", "100"));
        stands(given("bob", "7", "100"), given("ada", "85.0", "100"));
        later(Duration.ofDays(31));
        stands(given("ada", "85", "100"), given("bob", "7", "100"));

        assertThat(world.holds(ada)).isEqualTo(holds);
        assertThat(world.api.all("/api/awards?learner=" + ada.value())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 100, true",
        "79.9, 100, false",
        "130, 100, true",
        "-5, 100, false",
        "5, 0, false",
        "null, null, false",
        "'\"A-\"', 100, false"
    })
    @Shows(
            of = Source.COLUMNS,
            what = {Awkward.NULL_SCORE, Awkward.ZERO_POSSIBLE, Awkward.NEGATIVE, Awkward.OVER_100})
    void whatAPersonExpectsOfOddScores(String score, String maximum, boolean earns) {
        begin();
        stands(given("ada", score, maximum));

        assertThat(held()).isEqualTo(earns);
    }

    @Test
    @Shows(
            of = Source.COLUMNS,
            what = {Awkward.REGRADED_DOWN, Awkward.NULL_SCORE})
    void aGradeThatSinksOrGoesTakesTheBadgeBack() {
        begin();
        stands(given("ada", "85", "100"));
        assertThat(held()).isTrue();
        stands(given("ada", "60", "100"));
        assertThat(held()).isFalse();
        stands(given("ada", "90", "100"));
        assertThat(held()).isTrue();
        stands(given("ada", "null", "null"));
        assertThat(held()).isFalse();
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.MISSING_IDS)
    void whatNamesNobodyOrAnotherColumnIsLeftOut() {
        begin();
        stands(
                given("", "90", "100"),
                given("ada", "90", "100").replace("\"userId\":\"ada\",", ""),
                given("ada", "90", "100").replace("/items/7\",\"userId", "/items/8\",\"userId"));
        assertThat(held()).isFalse();
        stands(given("", "90", "100"), given("ada", "90", "100"));
        assertThat(held()).isTrue();
    }

    @Test
    @Shows(
            of = Source.COLUMNS,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoIsNotKnownHasTheirGradeAtTheNextReading() {
        begin();
        stands(given("eve", "90", "100"));
        LearnerId eve = student("eve");
        assertThat(world.holds(eve)).isEmpty();
        stands(given("eve", "90", "100"));

        assertThat(world.holds(eve)).containsKey("peers");
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.DELETED_PERSON)
    void whoIsNoLongerListedKeepsWhatTheyEarned() {
        begin();
        stands(given("ada", "85", "100"), given("bob", "7", "100"));
        assertThat(held()).isTrue();
        stands(given("bob", "7", "100"));

        assertThat(held()).isTrue();
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.RENAMED_COURSE)
    void aCourseOfAnotherNameIsTheSameCourse() {
        begin();
        transactions.executeWithoutResult(status -> courses.know(world.platform.id(), "ctx", "7", "Rhetoric, renamed"));
        stands(given("ada", "85", "100"));

        assertThat(held()).isTrue();
        assertThat(courses.find(course).orElseThrow().title()).isEqualTo("Rhetoric, renamed");
    }

    @Test
    @Shows(
            of = Source.COLUMNS,
            what = {Awkward.WRONG_SECRET, Awkward.ROTATED})
    void aTokenThatIsNoLongerTakenIsReplacedAndWithoutOneNothingIsRead() {
        begin();
        int asked = tokens.get();
        good = "token-2";
        stands(given("ada", "85", "100"));
        assertThat(held()).isTrue();
        assertThat(tokens.get()).isGreaterThan(asked);
        good = "token-3";
        knowsUs = false;
        results = ("[" + given("ada", "20", "100") + "]").getBytes(StandardCharsets.UTF_8);
        later(Duration.ofMinutes(15));
        Instant before = readAt();
        int refused = tokens.get();
        visit("ctx");
        ApiClient.await(Duration.ofSeconds(30), () -> tokens.get() > refused);

        assertThat(readAt()).isEqualTo(before);
        assertThat(held()).isTrue();
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.TEN_MEGABYTES)
    void anAnswerOfTenMegabytesIsNoAnswer() {
        begin();
        standsInVain(inAList(BadBodies.large(given("ada", "85", "100"), 10)));
        stands(given("ada", "85", "100"));
        assertThat(held()).isTrue();
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.DEEP_NESTING)
    void anAnswerThatNestsWithoutEndIsNoAnswer() {
        begin();
        standsInVain(inAList(BadBodies.deep(given("ada", "85", "100"))));
        stands(given("ada", "85", "100"));
        assertThat(held()).isTrue();
    }

    @Test
    @Shows(of = Source.COLUMNS, what = Awkward.INVALID_UTF8)
    void bytesThatAreNoTextAreNoAnswer() {
        begin();
        standsInVain(inAList(BadBodies.noText(given("ada", "85", "100"))));
        stands(given("ada", "85", "100"));
        assertThat(held()).isTrue();
    }

    private static byte[] inAList(byte[] object) {
        byte[] list = new byte[object.length + 2];
        list[0] = '[';
        System.arraycopy(object, 0, list, 1, object.length);
        list[list.length - 1] = ']';
        return list;
    }
}
