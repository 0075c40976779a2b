package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.ColumnOpened;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Embed;
import org.cairn.lti.Gradebook;
import org.cairn.lti.GradesGiven;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.ProgressWanted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.TestCalls;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A platform played by WireMock, one course with students, and as many of our nodes as a test wants. */
public final class GradeWorld {

    static final String BADGE = "teamwork";
    static final Set<String> ALL_SCOPES = Set.of(CourseGrades.LINE_ITEM, CourseGrades.SCORE, CourseGrades.RESULT);
    static final String ITEM_PATH = "/items/7/lineitem";

    public final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    final TestDatabase.Fresh database;
    final TestLti lti;
    final @Nullable WireMockExtension server;
    final Platform platform;
    final CourseId course;
    final List<Object> events = new ArrayList<>();
    final Node node;

    GradeWorld(TestDatabase kind, WireMockExtension server, Family family) {
        this(kind, server, registration(server, family));
        answers("/token", "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    /** In which a column may be written to, and every score is taken. */
    static GradeWorld ready(TestDatabase kind, WireMockExtension server, Family family) {
        GradeWorld world = new GradeWorld(kind, server, family);
        world.scores(aResponse().withStatus(200));
        world.open();
        return world;
    }

    /** With a platform that somebody else plays. */
    public GradeWorld(TestDatabase kind, NewPlatform platform) {
        this(kind, null, platform);
    }

    private GradeWorld(TestDatabase kind, @Nullable WireMockExtension server, NewPlatform platform) {
        this.database = kind.fresh();
        this.server = server;
        this.lti = TestLti.on(database, event -> {}, clock);
        this.platform = lti.platforms().register(platform);
        this.course = lti.courses().know(this.platform.id(), "ctx 1", "565", "Rhetoric");
        this.node = node();
    }

    private static NewPlatform registration(WireMockExtension server, Family family) {
        NewPlatform asked = TestLti.registration("University", family);
        URI base = URI.create(server.baseUrl());
        return new NewPlatform(
                asked.institution(),
                asked.name(),
                family,
                asked.issuer(),
                asked.clientId(),
                base,
                base.resolve("/token"),
                base,
                List.of());
    }

    /** One node of ours on the shared database. */
    record Node(
            KeptGradebook gradebook, GradeLaunches launches, GradeWork work, JdbcColumns columns, JdbcScores scores) {

        int serve(Platform platform) {
            int all = 0;
            for (int some = work.serve(platform, () -> true); some > 0; some = work.serve(platform, () -> true)) {
                all += some;
            }
            return all;
        }
    }

    Node node() {
        return node(database.transactions());
    }

    Node node(TransactionTemplate transactions) {
        ApplicationEventPublisher publisher = event -> {
            synchronized (events) {
                events.add(event);
            }
        };
        JdbcColumns columns = new JdbcColumns(database.jdbc());
        JdbcScores scores = new JdbcScores(database.jdbc());
        JdbcCourseGrades grades = new JdbcCourseGrades(database.jdbc());
        Turns turns = new Turns(new JdbcTurns(database.jdbc(), transactions), clock);
        GradeCalls calls = new GradeCalls(TestCalls.on(lti.platforms(), clock), turns, JsonMapper.shared());
        ReadBack readBack =
                new ReadBack(new Results(calls), columns, scores, lti.learners(), publisher, transactions, clock);
        ScoreSender sender = new ScoreSender(calls, scores, lti.learners(), transactions, clock);
        Columns opening = new Columns(calls, columns, scores, publisher, transactions, clock);
        GradeBell bell = new GradeBell();
        return new Node(
                new KeptGradebook(
                        columns,
                        scores,
                        new JdbcReports(new JdbcTemplate(database.dataSource())),
                        grades,
                        lti.courses(),
                        lti.platforms(),
                        bell,
                        publisher,
                        transactions,
                        clock),
                new GradeLaunches(lti.platforms(), grades, columns, bell, transactions, clock),
                new GradeWork(
                        turns,
                        columns,
                        scores,
                        new ColumnWork(opening, readBack, columns, scores, grades, publisher, transactions, clock),
                        new ScoreWork(sender, readBack, columns, scores, grades, transactions, clock),
                        clock),
                columns,
                scores);
    }

    public LearnerId student(String sub) {
        LearnerId learner = lti.learners().know(platform.id(), TestLti.person("Name of " + sub, TestLti.sub(sub)));
        lti.courses().join(course, learner, Role.STUDENT, true);
        return learner;
    }

    URI url(String path) {
        return URI.create(server.baseUrl() + path);
    }

    LaunchAdmitted launch(Role role, Services services, @Nullable String badge) {
        LearnerId who = lti.learners().know(platform.id(), TestLti.person("Staff", TestLti.sub("staff")));
        Embed embed = badge == null ? null : new Embed(Embed.View.BADGE, badge);
        return new LaunchAdmitted(
                platform.id(),
                "1",
                who,
                role,
                course,
                "link",
                services,
                new Purpose.Visit(embed, null),
                List.of(),
                clock.instant());
    }

    Services granted() {
        return new Services(null, url("/items?type_id=1"), null, ALL_SCOPES, null, Set.of());
    }

    /** An instructor's launch that grants everything. */
    void launched() {
        node.launches().take(launch(Role.INSTRUCTOR, granted(), null));
    }

    public void launched(URI lineItems) {
        Services services = new Services(null, lineItems, null, ALL_SCOPES, null, Set.of());
        node.launches().take(launch(Role.INSTRUCTOR, services, null));
    }

    public void keep() {
        node.gradebook().keep(course, BADGE, "Teamwork");
    }

    /** A column that is there already, as a launch of an embedded badge tells of it, and its results: none yet. */
    void open() {
        Services embedded =
                new Services(null, url("/items?type_id=1"), url(ITEM_PATH + "?type_id=1"), ALL_SCOPES, null, Set.of());
        answers(ITEM_PATH, "{\"id\":\"%s\",\"label\":\"Teamwork\"}".formatted(url(ITEM_PATH + "?type_id=1")));
        results("[]");
        node.launches().take(launch(Role.INSTRUCTOR, embedded, BADGE));
        node.serve(platform);
    }

    void answers(String path, String body) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(aResponse().withBody(body)));
        server.stubFor(post(urlPathEqualTo(path)).willReturn(aResponse().withBody(body)));
    }

    void results(String body) {
        server.stubFor(get(urlPathEqualTo(ITEM_PATH + "/results"))
                .willReturn(aResponse().withBody(body)));
    }

    void scores(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(ITEM_PATH + "/scores")).willReturn(answer));
    }

    String result(String sub, String more) {
        return "{\"id\":\"x\",\"scoreOf\":\"%s\",\"userId\":\"%s\"%s}".formatted(url(ITEM_PATH), sub, more);
    }

    public void report(LearnerId learner, String percent) {
        report(node, learner, percent);
    }

    void report(Node at, LearnerId learner, String percent) {
        BigDecimal value = new BigDecimal(percent);
        at.gradebook()
                .report(
                        platform.id().institution(),
                        List.of(new Gradebook.Progress(
                                learner, BADGE, value, value.compareTo(new BigDecimal(100)) == 0)));
    }

    public int serve() {
        return node.serve(platform);
    }

    public Gradebook.Column column() {
        return node.gradebook().column(course, BADGE).orElseThrow();
    }

    /** The scores that the platform got, oldest first. */
    List<JsonNode> posted() {
        return server.findAll(postRequestedFor(urlPathEqualTo(ITEM_PATH + "/scores"))).stream()
                .map(request -> JsonMapper.shared().readTree(request.getBodyAsString()))
                .toList();
    }

    List<String> percents() {
        return posted().stream()
                .map(score -> score.path("scoreGiven").asString())
                .toList();
    }

    public List<GradesGiven.Grade> given() {
        return events.stream()
                .filter(GradesGiven.class::isInstance)
                .map(GradesGiven.class::cast)
                .flatMap(event -> event.grades().stream())
                .toList();
    }

    boolean asked(Class<?> event) {
        return (event == ProgressWanted.class || event == ColumnOpened.class)
                && events.stream().anyMatch(event::isInstance);
    }

    Course theCourse() {
        return lti.courses().find(course).orElseThrow();
    }
}
