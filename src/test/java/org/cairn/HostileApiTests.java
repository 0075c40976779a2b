package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BuffaloModel;
import org.cairn.drive.RawHttp;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whatever a script with the right token sends, no answer is 5xx; on PostgreSQL, which forgives least. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HostileApiTests {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\uffff",
            "\\u202e",
            "x".repeat(300),
            "x".repeat(70_000),
            "'; drop table award; --",
            "${7*7}",
            "../../etc/passwd",
            "😀".repeat(200),
            "-1",
            "9".repeat(40));

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestDatabase::postgresUrl);
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("spring.datasource.password", () -> "postgres");
    }

    @LocalServerPort
    int port;

    @Value("${cairn.operator-token}")
    String token;

    @Autowired
    Platforms platforms;

    @Autowired
    Learners learners;

    private ApiClient api;
    private String platform;
    private String learner;
    private String other;

    @BeforeEach
    void oneOfEach() {
        String institution = "University " + UUID.randomUUID();
        api = new ApiClient(port, token, institution);
        platform = api.post(
                        "/api/platforms",
                        platform(institution, UUID.randomUUID().toString(), "https://a.example/jwks"))
                .path("id")
                .stringValue();
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, 565));
        PlatformId known =
                platforms.find(UUID.fromString(platform)).orElseThrow().id();
        learner = id(learners.know(known, TestLti.person("Ada", TestLti.sub("ada"))));
        other = id(learners.know(known, TestLti.person("Ben", TestLti.sub("ben"))));
    }

    private static String id(LearnerId learner) {
        return learner.value().toString();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void noTextInABodyBreaksIt() {
        for (String text : TEXTS) {
            String id = UUID.randomUUID().toString();
            fine("POST", "/api/platforms", platform(text, id, "https://a.example/jwks"));
            fine("POST", "/api/platforms", platform("U", text, "https://a.example/jwks"));
            fine("POST", "/api/platforms", platform("U", id, "https://a.example/" + text));
            fine("POST", "/api/platforms", platform("U", id, text));
            fine("POST", "/api/invitations", invitation(text, "canvas", "Canvas"));
            fine("POST", "/api/invitations", invitation("U", text, "Canvas"));
            fine("POST", "/api/invitations", invitation("U", "moodle", text));
            fine(
                    "POST",
                    "/api/feeds",
                    "{\"platform\":\"%s\",\"kind\":\"canvas\",\"jwksUrl\":\"%s\"}".formatted(platform, text));
            fine(
                    "POST",
                    "/api/feeds",
                    "{\"platform\":\"%s\",\"kind\":\"%s\",\"allowUnsigned\":true}".formatted(platform, text));
            for (String binding : List.of(
                    binding(text, "charter", "565", "assignment:1", "1"),
                    binding("pbl-preparation", text, "565", "assignment:1", "1"),
                    binding("pbl-preparation", "charter", text, "assignment:1", "1"),
                    binding("pbl-preparation", "charter", "565", "assignment:" + text, "1"),
                    binding("pbl-preparation", "charter", "565", "assignment:1", text))) {
                fine("PUT", "/api/bindings", binding);
                fine("PUT", "/api/bindings", "[" + binding + "]");
            }
        }
    }

    @Test
    void noBadgeBreaksIt() {
        Stream<String> inPlaces = TEXTS.stream()
                .flatMap(text -> Stream.of(
                                "badge: \"%s\"\ntitle: x\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: \"%s\"\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\nmilestones: {a: \"%s\"}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\nmilestones: {\"%s\": A}\nrule: {complete: \"%1$s\"}",
                                "badge: hostile\ntitle: x\nlevel: \"%s\"\nkind: \"%1$s\"\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\ndescription: \"%s\"\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\ncredits: \"%s\"\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\nskills: [{name: \"%s\", url: \"%1$s\"}]\nmilestones: {a: A}\nrule: {complete: a}",
                                "badge: hostile\ntitle: x\nmilestones: {a: A}\nrule: {score: {of: a, at-least: \"%s\"}}",
                                "badge: hostile\ntitle: x\nrule: {holds: \"%s\"}")
                        .map(badge -> badge.formatted(text)));
        Stream<String> whole = Stream.of(
                "",
                "---",
                "---\n---",
                "[]",
                "1",
                "null",
                "{",
                "- a: b",
                "badge: a",
                "rule: " + "[".repeat(5_000),
                "rule: " + "{all: [".repeat(900),
                "a: &a [*a]",
                "? [a]\n: b",
                "badge: !!java.net.URL x",
                "\t",
                "%YAML 9.9\n--- a",
                "badge: self\ntitle: x\nrule: {holds: self}");
        Stream.concat(inPlaces, whole).forEach(badge -> {
            fine(api.exchange("PUT", "/api/badges", badge, "Content-Type: application/yaml"), badge);
            fine("POST", "/api/badges/hostile/publish", "");
        });
    }

    @Test
    void noPathOrParameterBreaksIt() {
        List<String> texts = List.of(
                "",
                "%20",
                "%00",
                "%ff",
                "%F0%9F%98%80",
                "x".repeat(2_000),
                "%27%3B--",
                "..%2f..",
                "%25",
                "a%0d%0ab",
                "-1",
                "%7B%7D",
                UUID.randomUUID().toString());
        for (String text : texts) {
            for (String target : List.of(
                    "/api/platforms/" + text,
                    "/api/platforms?institution=" + text,
                    "/api/feeds?institution=" + text,
                    "/api/invitations?institution=" + text,
                    "/lti/register?invitation=" + text,
                    "/lti/register/state?invitation=" + text,
                    "/lti/register?invitation=x&openid_configuration=" + text + "&registration_token=" + text,
                    "/api/badges?institution=" + text,
                    "/api/bindings?institution=" + text,
                    "/api/learners?platform=" + text + "&id=1",
                    "/api/learners?platform=" + platform + "&id=" + text,
                    "/api/learners/" + text + "/standings",
                    "/api/awards?badge=" + text,
                    "/api/awards?learner=" + text,
                    "/api/awards?platform=" + text,
                    "/api/awards?limit=" + text,
                    "/api/awards?after=" + text,
                    "/api/ingestion?institution=" + text,
                    "/api/quarantine?limit=" + text,
                    "/api/conflicts?limit=" + text,
                    "/api/learners/" + text,
                    "/api/trusted-ids?institution=" + text,
                    "/api/pulls?institution=" + text,
                    "/api/" + text)) {
                fine("GET", target, "");
            }
            fine("POST", "/api/badges/" + text + "/publish", "");
            fine("DELETE", "/api/invitations/" + text, "");
            fine("DELETE", "/api/learners/" + text, "");
            fine("DELETE", "/api/learners/" + learner + "/links/" + text, "");
            fine("DELETE", "/api/learners/" + learner + "/links/" + learner + "?why=" + text, "");
            fine("DELETE", "/api/pulls/" + text, "");
            fine("POST", "/api/pulls/" + text + "/try", "");
            fine("DELETE", "/api/feeds/" + text, "");
            fine("POST", "/api/feeds/" + text + "/secret", "");
        }
    }

    @Test
    void noTextAboutSourcesAndPeopleBreaksIt() {
        for (String text : TEXTS) {
            fine("POST", "/api/pulls", pull(text, "token", "60"));
            fine("POST", "/api/pulls", pull("https://canvas.example.edu", text, "60"));
            fine("POST", "/api/pulls/want", "{\"platform\":\"%s\",\"course\":\"%s\"}".formatted(platform, text));
            fine("POST", "/api/learners/" + learner + "/links", "{\"with\":\"%s\"}".formatted(text));
            fine(
                    "POST",
                    "/api/learners/" + learner + "/links",
                    "{\"with\":\"%s\",\"why\":\"%s\"}".formatted(other, text));
            fine("POST", "/api/learners/" + learner + "/identifiers", name(text, "sis", "1"));
            fine("POST", "/api/learners/" + learner + "/identifiers", name(platform, text, "1"));
            fine("POST", "/api/learners/" + learner + "/identifiers", name(platform, "sis", text));
            fine("PUT", "/api/trusted-ids", trust(text, "\"" + platform + "\""));
            fine("PUT", "/api/trusted-ids", trust("sis", "\"" + text + "\""));
            for (String call : List.of("/api/attestations", "/api/waivers")) {
                fine("POST", call, vouched(text, "talk", "Tess", "x", "1"));
                fine("POST", call, vouched(learner, text, "Tess", "x", "1"));
                fine("POST", call, vouched(learner, "charter", text, "x", "1"));
                fine("POST", call, vouched(learner, "charter", "Tess", text, "1"));
                fine("POST", call, vouched(learner, "charter", "Tess", "x", text));
            }
            fine(
                    api.exchange(
                            "POST",
                            "/api/replay",
                            "{\"cairn-export\":{\"id\":\"%s\",\"name\":\"%s\"}}".formatted(UUID.randomUUID(), text),
                            "Content-Type: application/x-ndjson"),
                    "/api/replay " + text);
        }
    }

    @Test
    void noOtherValueAboutSourcesAndPeopleBreaksIt() {
        for (String value : List.of("null", "[]", "{}", "[null]", "true", "-1", "9223372036854775807", "1e400")) {
            fine("POST", "/api/pulls", pull("https://canvas.example.edu", "token", value));
            fine("POST", "/api/learners/" + learner + "/links", "{\"with\":%s,\"why\":%1$s}".formatted(value));
            fine("POST", "/api/learners/" + learner + "/identifiers", "{\"platform\":%s}".formatted(value));
            fine("PUT", "/api/trusted-ids", trust("sis", value));
            fine("PUT", "/api/trusted-ids", "{\"kind\":%s,\"platforms\":%1$s}".formatted(value));
            fine("POST", "/api/attestations", "{\"learners\":%s,\"by\":%1$s}".formatted(value));
            for (String call : List.of("/api/pulls", "/api/trusted-ids", "/api/waivers", "/api/feeds")) {
                fine(call.equals("/api/trusted-ids") ? "PUT" : "POST", call, value);
            }
        }
    }

    /** Nor do the pages that anyone can reach. */
    @Test
    void noParameterBreaksThePublicPages() {
        for (String path :
                List.of("/lti/login", "/lti/launch", "/student", "/admin", "/credentials/x", "/", "/badges/x/y")) {
            fine("GET", path + "?iss=%ff&launch=%ff&state=%ff", "");
        }
    }

    private void fine(String method, String target, String body) {
        fine(api.exchange(method, target, body, "Content-Type: application/json"), target + " " + body);
    }

    private static void fine(RawHttp.Answer answer, String asked) {
        String shown = asked.substring(0, Math.min(300, asked.length()));
        assertThat(answer.status()).as(shown + " → " + answer.body()).isBetween(200, 499);
        if (answer.status() >= 401 && !answer.header("content-type").isEmpty()) {
            assertThat(answer.body()).as(shown).doesNotContain("Exception").doesNotContain("at org.");
        }
    }

    private static String platform(String institution, String clientId, String jwksUrl) {
        return """
                {"institution":"%s","name":"Canvas","family":"canvas","issuer":"https://canvas.example.edu","clientId":"%s",
                 "authorizationUrl":"https://a.example/auth","tokenUrl":"https://a.example/token","jwksUrl":"%s","deploymentIds":["1"]}""".formatted(institution, clientId, jwksUrl);
    }

    private String pull(String base, String token, String minutes) {
        return "{\"platform\":\"%s\",\"base\":\"%s\",\"token\":\"%s\",\"everyMinutes\":%s}"
                .formatted(platform, base, token, minutes);
    }

    private static String name(String platform, String kind, String value) {
        return "{\"platform\":\"%s\",\"kind\":\"%s\",\"value\":\"%s\"}".formatted(platform, kind, value);
    }

    private static String trust(String kind, String platforms) {
        return "{\"kind\":\"%s\",\"platforms\":[%s]}".formatted(kind, platforms);
    }

    private static String vouched(String learner, String milestone, String name, String note, String id) {
        return """
                {"learners":["%s"],"badge":"pbl-preparation","milestone":"%s","by":{"name":"%s"},"note":"%s","id":"%s"}""".formatted(learner, milestone, name, note, id);
    }

    private static String invitation(String institution, String family, String name) {
        return "{\"institution\":\"%s\",\"family\":\"%s\",\"name\":\"%s\"}".formatted(institution, family, name);
    }

    private String binding(String badge, String milestone, String course, String activity, String atLeast) {
        return """
                {"badge":"%s","milestone":"%s","platform":"%s","course":"%s","activity":"%s","atLeast":"%s"}""".formatted(badge, milestone, platform, course, activity, atLeast);
    }
}
