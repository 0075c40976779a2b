package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.cairn.award.Awards;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.drive.ApiClient;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Feeds;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.lti.Invitations;
import org.cairn.lti.Role;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Two universities on one hosted Canvas: the same issuer, the same course id, the same people's ids. Whatever one of them
 * asks for by the ids of the other does not exist for them, at every door there is.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NobodyElsesTests {

    private static final String OURS = "University A " + UUID.randomUUID();
    private static final String THEIRS = "University B " + UUID.randomUUID();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::([^}]*))?}");
    private static final List<String> SECRETS =
            List.of("Berta Private", "Their Badge", "only-theirs", "Their Course", "Their Platform", THEIRS);

    /** One way in. */
    private record Route(String method, String pattern) {

        boolean hasVariables() {
            return pattern.contains("{");
        }

        boolean isUnder(String room) {
            return pattern.equals(room) || pattern.startsWith(room + "/");
        }

        /** The path with this id wherever one belongs; a choice of words is one of its words. */
        String with(String id) {
            Matcher variable = VARIABLE.matcher(pattern);
            return variable.replaceAll(found -> Matcher.quoteReplacement(
                    found.group(2) != null && found.group(2).contains("|")
                            ? found.group(2).substring(0, found.group(2).indexOf('|'))
                            : id));
        }
    }

    @LocalServerPort
    int port;

    @Value("${cairn.operator-token}")
    String token;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    PublicUrl publicUrl;

    @Autowired
    Platforms platforms;

    @Autowired
    Courses courses;

    @Autowired
    Learners learners;

    @Autowired
    Pathways pathways;

    @Autowired
    Awards awards;

    @Autowired
    Credentials credentials;

    @Autowired
    Attestations attestations;

    @Autowired
    Feeds feeds;

    @Autowired
    Invitations invitations;

    private final TestPlatform canvas = TestPlatform.canvas();
    private final TestPlatform theirCanvas = TestPlatform.canvas();
    private Platform our;
    private Platform their;
    private Course theirCourse;
    private LearnerId berta;
    private Credential theirCredential;
    private ApiClient api;
    private final Map<String, String> theirIds = new LinkedHashMap<>();

    @BeforeAll
    void twoUniversities() {
        api = new ApiClient(port, token, OURS);
        our = platforms.register(registration(canvas, OURS));
        their = platforms.register(registration(theirCanvas, THEIRS));
        assertThat(our.issuer()).isEqualTo(their.issuer());
        badge(OURS, "ours", "Our Badge", our);
        badge(THEIRS, "only-theirs", "Their Badge", their);

        launch(theirCanvas, theirCanvas.student("user-1"), "Berta Private", "Their Course");
        launch(theirCanvas, theirCanvas.instructor("user-2"), "Tom Theirs", "Their Course");
        berta = learners.find(their.id(), "user-1").orElseThrow();
        LearnerId tom = learners.find(their.id(), "user-2").orElseThrow();
        theirCourse = courses.find(their.id(), "ctx-1").orElseThrow();
        attestations.attest(theirCourse.id(), berta, "only-theirs", "talk", tom, Role.INSTRUCTOR, null, true);
        ApiClient.await(Duration.ofSeconds(20), () -> !awards.of(berta).isEmpty());
        var award = awards.of(berta).getFirst();
        theirCredential =
                credentials.of(their.id().institution(), List.of(award)).get(award.id());

        theirIds.put("platform", their.id().value().toString());
        theirIds.put("course", theirCourse.id().value().toString());
        theirIds.put("learner", berta.value().toString());
        theirIds.put("award", award.id().toString());
        theirIds.put("credential", theirCredential.id());
        theirIds.put("badge", "only-theirs");
        theirIds.put(
                "feed",
                new ApiClient(port, token, THEIRS)
                        .post(
                                "/api/feeds",
                                "{\"platform\":\"%s\",\"kind\":\"canvas\",\"allowUnsigned\":true}"
                                        .formatted(their.id().value()))
                        .path("id")
                        .stringValue());
        theirIds.put(
                "invitation",
                invitations
                        .invite(their.id().institution(), Family.CANVAS, "Their Canvas", "Berta Private")
                        .invitation()
                        .id()
                        .toString());
        theirIds.put("institution", their.id().institution().value().toString());
    }

    @AfterAll
    void close() {
        api.close();
        canvas.close();
        theirCanvas.close();
    }

    @Test
    @Case({"U56", "U58"})
    void noPageKnowsTheOthersIds() {
        Map<String, TestBrowser> rooms = Map.of(
                "/student", session(here(canvas.student("user-1"))),
                "/instructor", session(here(canvas.instructor("user-2"))),
                "/admin", session(here(canvas.administrator("user-3"))));
        List<Route> walked = new ArrayList<>();
        SoftAssertions softly = new SoftAssertions();
        rooms.forEach((room, browser) -> routes().filter(route -> route.isUnder(room) && route.hasVariables())
                .forEach(route -> {
                    walked.add(route);
                    theirIds.forEach((kind, id) -> answersAsToNobody(softly, browser, route, kind, id));
                }));
        softly.assertAll();
        assertThat(walked).hasSizeGreaterThan(15);
        theirsIsAsItWas();
    }

    /** What is theirs is told from what is nobody's by nothing at all. */
    private void answersAsToNobody(SoftAssertions softly, TestBrowser browser, Route route, String kind, String id) {
        String nobody = kind.equals("badge") ? "only-nobodys" : likeButNobodys(id);
        TestBrowser.Page theirs = ask(browser, route, id);
        TestBrowser.Page control = ask(browser, route, nobody);
        String about = "%s %s with their %s".formatted(route.method(), route.pattern(), kind);
        softly.assertThat(theirs.status()).as(about).isEqualTo(control.status()).isIn(200, 302, 404);
        SECRETS.stream()
                .filter(secret -> !secret.equals(id))
                .forEach(secret -> softly.assertThat(theirs.body()).as(about).doesNotContain(secret));
        if (theirs.status() != 404) {
            softly.assertThat(plain(theirs, id)).as(about).isEqualTo(plain(control, nobody));
        }
    }

    private TestBrowser.Page ask(TestBrowser browser, Route route, String id) {
        return route.method().equals("GET") ? browser.get(route.with(id)) : browser.submit(route.with(id), form(id));
    }

    @Test
    @Case("U58")
    void noIdInAQueryBringsAnythingOfTheirs() {
        List<TestBrowser> browsers = List.of(
                session(here(canvas.student("user-1"))),
                session(here(canvas.instructor("user-2"))),
                session(here(canvas.administrator("user-3"))));
        List<String> rooms = List.of("/student", "/instructor", "/admin");
        assertSoftly(softly -> {
            for (int i = 0; i < rooms.size(); i++) {
                String room = rooms.get(i);
                TestBrowser browser = browsers.get(i);
                routes().filter(route -> route.isUnder(room)
                                && !route.hasVariables()
                                && route.method().equals("GET"))
                        .forEach(route -> theirIds.forEach((kind, id) -> {
                            TestBrowser.Page page = browser.get(route.pattern() + "?" + TestBrowser.encode(form(id)));
                            softly.assertThat(page.status())
                                    .as("%s with their %s", route, kind)
                                    .isIn(200, 302, 400, 404);
                            SECRETS.stream()
                                    .filter(secret -> !secret.equals(id))
                                    .forEach(secret -> softly.assertThat(page.body())
                                            .as("%s with their %s", route, kind)
                                            .doesNotContain(secret));
                        }));
            }
        });
        theirsIsAsItWas();
    }

    @Test
    @Case("U58")
    void noCallOfAScriptOfOneKnowsTheOthersIds() {
        List<Route> calls = routes().filter(route -> route.isUnder("/api") && route.hasVariables())
                .toList();
        assertThat(calls).hasSizeGreaterThan(5);
        assertSoftly(softly -> calls.forEach(route -> theirIds.forEach((kind, id) -> {
            RawHttp.Answer answer =
                    api.exchange(route.method(), route.with(id), body(route, id), "Content-Type: application/json");
            softly.assertThat(answer.status())
                    .as("%s with their %s: %s", route, kind, answer.body())
                    .isEqualTo(404);
        })));
        String platform = their.id().value().toString();
        for (String call : List.of(
                "/api/learners?platform=%s&id=user-1".formatted(platform),
                "/api/awards?platform=%s&learner=user-1".formatted(platform),
                "/api/awards?learner=" + berta.value())) {
            RawHttp.Answer answer = api.exchange("GET", call, "", "Accept: application/json");
            assertThat(answer.status()).as(call).isEqualTo(404);
        }
        assertThat(api.exchange(
                                "POST",
                                "/api/feeds",
                                "{\"platform\":\"%s\",\"kind\":\"canvas\",\"allowUnsigned\":true}".formatted(platform),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(404);
        String ours = "/api/learners/"
                + learners.find(our.id(), "user-1").orElseThrow().value();
        assertThat(api.exchange(
                                "POST",
                                ours + "/links",
                                "{\"with\": \"%s\"}".formatted(berta.value()),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(404);
        assertThat(api.exchange(
                                "POST",
                                ours + "/identifiers",
                                "{\"platform\": \"%s\", \"kind\": \"sis\", \"value\": \"7\"}".formatted(platform),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(404);
        assertThat(api.exchange("PUT", "/api/bindings", binding("ours", platform), "Content-Type: application/json")
                        .status())
                .isEqualTo(404);
        theirsIsAsItWas();
    }

    @Test
    void nothingThatIsListedIsTheOthers() {
        List<String> lists = routes().filter(
                        route -> route.isUnder("/api") && route.method().equals("GET") && !route.hasVariables())
                .map(Route::pattern)
                .toList();
        assertThat(lists).contains("/api/platforms", "/api/badges", "/api/bindings", "/api/feeds", "/api/awards");
        for (String list : lists) {
            RawHttp.Answer answer = api.exchange("GET", list, "", "Accept: application/json");
            assertThat(answer.status()).as(list).isIn(200, 400);
            assertThat(answer.body()).as(list).doesNotContain(SECRETS);
            theirIds.values().forEach(id -> assertThat(answer.body()).as(list).doesNotContain(id));
        }
        TestBrowser admin = session(here(canvas.administrator("user-3")));
        for (String page : List.of("/admin", "/admin/quarantine", "/admin/platforms/new", "/admin/keys")) {
            assertThat(admin.get(page).body()).as(page).doesNotContain(SECRETS);
        }
    }

    @Test
    void theSamePersonOfTheSameCourseAtTheSameIssuerIsSomebodyElseElsewhere() {
        launch(canvas, canvas.student("user-1"), "Anna Ours", "Our Course");
        launch(canvas, canvas.instructor("user-2"), "Ina Ours", "Our Course");
        LearnerId anna = learners.find(our.id(), "user-1").orElseThrow();
        assertThat(anna).isNotEqualTo(berta);
        assertThat(anna.institution()).isNotEqualTo(berta.institution());
        assertThat(learners.find(berta).orElseThrow().name()).isEqualTo("Berta Private");
        assertThat(courses.find(our.id(), "ctx-1").orElseThrow().id()).isNotEqualTo(theirCourse.id());
        assertThat(awards.of(anna)).isEmpty();

        TestBrowser student = session(here(canvas.student("user-1")));
        assertThat(student.get("/student").body()).contains("Our Badge").doesNotContain(SECRETS);
        assertThat(student.get("/student/badges").body()).doesNotContain(SECRETS);
        TestBrowser instructor = session(here(canvas.instructor("user-2")));
        assertThat(instructor.get("/instructor").body()).contains("Anna Ours").doesNotContain(SECRETS);
        assertThat(instructor.get("/instructor/embed").body())
                .contains("Our Badge")
                .doesNotContain(SECRETS);
    }

    @Test
    @Case("U57")
    void anInstructorOfOneCourseFindsNobodyOfAnother() {
        TestBrowser elsewhere = session(
                canvas.student("user-9").inCourse("ctx-9", "Another course").named("Nils Neighbour", "n@example.edu"));
        assertThat(elsewhere.get("/student").status()).isEqualTo(200);
        LearnerId nils = learners.find(our.id(), "user-9").orElseThrow();
        TestBrowser instructor = session(here(canvas.instructor("user-2")));
        assertThat(instructor.get("/instructor/students/" + nils.value()).status())
                .isEqualTo(404);
        assertThat(instructor
                        .submit("/instructor/students/%s/attest".formatted(nils.value()), form("ours/talk"))
                        .status())
                .isEqualTo(404);
        assertThat(instructor.get("/instructor").body()).doesNotContain("Nils Neighbour");
    }

    @Test
    @Case("U59")
    void noRoleReachesAPageAboveIt() {
        TestBrowser student = session(here(canvas.student("user-1")));
        TestBrowser instructor = session(here(canvas.instructor("user-2")));
        TestBrowser assistant = session(here(canvas.person("user-4")
                .roles("http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant")));
        String id = our.id().value().toString();
        assertSoftly(softly -> {
            routes().filter(route -> route.isUnder("/instructor") || route.isUnder("/admin"))
                    .forEach(route -> softly.assertThat(ask(student, route, id).status())
                            .as("a student: %s", route)
                            .isEqualTo(403));
            routes().filter(route -> route.isUnder("/admin")).forEach(route -> {
                softly.assertThat(ask(instructor, route, id).status())
                        .as("an instructor: %s", route)
                        .isEqualTo(403);
                softly.assertThat(ask(assistant, route, id).status())
                        .as("a teaching assistant: %s", route)
                        .isEqualTo(403);
            });
        });
        assertThat(platforms.find(our.id()).orElseThrow().active()).isTrue();
        assertThat(platforms.of(our.id().institution())).hasSize(1);
    }

    /** An old session keeps its role for the rest of its eight hours at most: the next launch brings the new one. */
    @Test
    @Case("U60")
    void aChangedRoleCountsFromTheNextLaunchOn() {
        TestBrowser before = session(here(canvas.instructor("user-7")));
        assertThat(before.get("/instructor").status()).isEqualTo(200);
        TestBrowser after = session(here(canvas.student("user-7")));
        assertThat(after.get("/instructor").status()).isEqualTo(403);
        assertThat(after.get("/student").status()).isEqualTo(200);
    }

    @Test
    @Case({"U65", "U66"})
    void noOddAddressOrNumberBreaksAPageOrOpensAnother() {
        Map<String, TestBrowser> rooms = Map.of(
                "/student", session(here(canvas.student("user-1"))),
                "/instructor", session(here(canvas.instructor("user-2"))),
                "/admin", session(here(canvas.administrator("user-3"))));
        List<String> queries = List.of(
                "page=-1&size=1000000000&limit=-5",
                "page=99999999999999999999&after=%27%20or%201%3D1--",
                "sort=name;drop%20table%20award&filter=%00&order=desc,%28select%201%29",
                "sort=progress&sort=name&page=&size=NaN");
        List<String> endings =
                List.of(".json", ".json;x", ";x=1", "%2e%2e", "/%2e%2e/", "/..%2fadmin", "%00", "%ff", "%0a");
        assertSoftly(softly -> rooms.forEach((room, browser) -> routes().filter(
                        route -> route.isUnder(room) && route.method().equals("GET"))
                .map(route -> route.with(our.id().value().toString()))
                .distinct()
                .forEach(path -> {
                    queries.forEach(query -> softly.assertThat(
                                    browser.get(path + "?" + query).status())
                            .as("%s?%s", path, query)
                            .isIn(200, 204, 302, 400, 404));
                    endings.forEach(ending -> softly.assertThat(
                                    browser.get(path + ending).status())
                            .as(path + ending)
                            .isIn(400, 401, 403, 404));
                })));
        assertSoftly(softly -> List.of("/api/awards", "/api/platforms", "/api/quarantine", "/api/learners")
                .forEach(list -> {
                    queries.forEach(query -> softly.assertThat(
                                    api.exchange("GET", list + "?" + query, "", "Accept: application/json")
                                            .status())
                            .as("%s?%s", list, query)
                            .isIn(200, 400, 404));
                    endings.stream()
                            .map(ending -> list + ending)
                            .forEach(path -> softly.assertThat(api.exchange("GET", path, "", "Accept: text/html")
                                            .status())
                                    .as(path)
                                    .isIn(400, 401, 403, 404));
                }));
    }

    @Test
    @Case("U68")
    void guessedAddressesOfCredentialsAreAnsweredTooManyAndARightOneStill() {
        TestBrowser guesser = canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl.publicUrl());
        List<Integer> answers = Stream.generate(() -> likeButNobodys(theirCredential.id()))
                .limit(80)
                .map(id -> guesser.get("/credentials/" + id).status())
                .distinct()
                .toList();
        assertThat(answers).containsExactly(404, 429);
        assertThat(guesser.get("/credentials/" + theirCredential.id()).status())
                .as("a private one answers like one that does not exist")
                .isEqualTo(429);
        credentials.share(berta, theirCredential.id(), true);
        try {
            assertThat(guesser.get("/credentials/" + theirCredential.id()).status())
                    .isEqualTo(200);
        } finally {
            credentials.share(berta, theirCredential.id(), false);
        }
    }

    private void theirsIsAsItWas() {
        assertThat(platforms.of(their.id().institution())).containsExactly(their);
        assertThat(platforms.deployments(their.id())).containsExactly(TestPlatform.DEPLOYMENT);
        assertThat(pathways.badges(their.id().institution()))
                .extracting(Badge::key)
                .containsExactly("only-theirs");
        assertThat(feeds.of(their.id().institution())).hasSize(1);
        assertThat(invitations.of(their.id().institution())).hasSize(1);
        assertThat(credentials.find(theirCredential.id()).orElseThrow().shared())
                .isFalse();
        assertThat(awards.of(berta)).hasSize(1);
    }

    /** All routes of our own controllers; the practice platform is another site. */
    private Stream<Route> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> isOurs(entry.getValue()))
                .flatMap(entry -> routes(entry.getKey()));
    }

    private static boolean isOurs(HandlerMethod handler) {
        String name = handler.getBeanType().getPackageName();
        return name.startsWith("org.cairn") && !name.startsWith("org.cairn.practice");
    }

    private static Stream<Route> routes(RequestMappingInfo info) {
        List<String> methods = info.getMethodsCondition().getMethods().isEmpty()
                ? List.of("GET")
                : info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .toList();
        return info.getPatternValues().stream()
                .flatMap(pattern -> methods.stream().map(method -> new Route(method, pattern)));
    }

    /** What forms of ours may hold, each time the same id. */
    /** A body that is complete, where one without anything would be refused before the id is looked at. */
    private static String body(Route route, String id) {
        String[] parts = route.pattern().split("/");
        return switch (parts[parts.length - 1]) {
            case "deployments" -> "{\"deploymentId\": \"7\"}";
            case "links" -> "{\"with\": \"%s\"}".formatted(id);
            case "identifiers" -> "{\"platform\": \"%s\", \"kind\": \"sis\", \"value\": \"7\"}".formatted(id);
            default -> "{}";
        };
    }

    private static Map<String, String> form(String id) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : List.of(
                "award",
                "badge",
                "student",
                "course",
                "platform",
                "deployment",
                "milestone",
                "activity",
                "id",
                "learner",
                "with",
                "account",
                "proposal",
                "copy",
                "institution",
                "tenantId",
                "q")) {
            form.put(name, id);
        }
        form.put("do", "keep");
        form.put("shared", "true");
        form.put("accept", "true");
        form.put("stands", "true");
        form.put("view", "badge");
        form.put("family", "canvas");
        form.put("do", "keep");
        return form;
    }

    /** The page without what differs from answer to answer anyway. */
    private static String plain(TestBrowser.Page page, String id) {
        return (page.header("Location") + page.body())
                .replace(id, "ID")
                .replaceAll("launch=[\\w.-]+", "")
                .replaceAll("<code>[^<]*</code>", "");
    }

    private static String likeButNobodys(String id) {
        return id.length() == 36
                ? UUID.randomUUID().toString()
                : (UUID.randomUUID() + UUID.randomUUID().toString())
                        .replace("-", "")
                        .substring(0, id.length());
    }

    private org.cairn.platform.NewPlatform registration(TestPlatform platform, String institution) {
        var own = platform.registration(institution);
        return new org.cairn.platform.NewPlatform(
                own.institution(),
                institution.equals(THEIRS) ? "Their Platform" : "Our Platform",
                own.family(),
                canvas.issuer(),
                own.clientId(),
                own.authorizationUrl(),
                own.tokenUrl(),
                own.jwksUrl(),
                own.deploymentIds());
    }

    private void badge(String institution, String key, String title, Platform platform) {
        try (ApiClient script = new ApiClient(port, token, institution)) {
            script.putYaml("/api/badges", """
                    badge: %s
                    title: "%s"
                    milestones: {talk: A talk, paper: A paper}
                    rule:
                      any: [{attested: talk, by: instructor}, {complete: paper}]
                    """.formatted(key, title));
            script.post("/api/badges/%s/publish".formatted(key), "");
            script.put("/api/bindings", binding(key, platform.id().value().toString()));
        }
    }

    private static String binding(String badge, String platform) {
        return "{\"badge\":\"%s\",\"milestone\":\"paper\",\"platform\":\"%s\",\"course\":\"ctx-1\",\"activity\":\"assignment:1\"}"
                .formatted(badge, platform);
    }

    private static TestLaunch here(TestLaunch launch) {
        return launch.inCourse("ctx-1", "Our Course");
    }

    private TestBrowser session(TestLaunch launch) {
        TestBrowser browser = canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl.publicUrl());
        return opened(browser, launch);
    }

    private void launch(TestPlatform platform, TestLaunch launch, String name, String course) {
        TestBrowser browser = platform.browser(URI.create("http://127.0.0.1:" + port), publicUrl.publicUrl());
        opened(browser, launch.named(name, name.charAt(0) + "@example.edu").inCourse("ctx-1", course));
    }

    private TestBrowser opened(TestBrowser browser, TestLaunch launch) {
        TestBrowser.Page page =
                browser.launch(launch.login("iss", canvas.issuer()).claim("iss", canvas.issuer()));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return browser;
    }
}
