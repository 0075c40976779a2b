package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What senders keep beside their statements: states and profiles; and what they may ask about agents and activities. */
class XapiDocumentsTests extends SourceWorld {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "X-Experience-API-Version: 1.0.3";
    private static final String IS_JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String NEW = "If-None-Match: *";
    private static final String MISSION = "https://simulator.example.edu/missions/7";
    private static final String ROOK =
            "{\"account\": {\"homePage\": \"https://chess.example.edu\", \"name\": \"rook\"}}";

    private World world;
    private Way way;

    @Autowired
    private org.cairn.people.Erasures erasures;

    @BeforeEach
    void open() {
        world = world(Family.OTHER);
        way = world.feed("xapi", "\"strict\": true");
    }

    /** The three resources, and a place for a document in each. */
    enum Kind {
        STATE("/activities/state", "stateId"),
        ACTIVITY("/activities/profile", "profileId"),
        AGENT("/agents/profile", "profileId");

        private final String path;
        private final String parameter;

        Kind(String path, String parameter) {
            this.path = path;
            this.parameter = parameter;
        }

        private String shelf(String activity) {
            return path + "?"
                    + switch (this) {
                        case STATE -> "activityId=" + activity + "&agent=" + encoded(ROOK);
                        case ACTIVITY -> "activityId=" + activity;
                        case AGENT -> "agent=" + encoded(ROOK.replace("rook", "rook of " + activity));
                    };
        }

        private String place() {
            return shelf(MISSION) + "&" + parameter + "=" + UUID.randomUUID();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private RawHttp.Answer call(String method, String target, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(way.basic(), VERSION));
        if (!body.isEmpty() && all.stream().noneMatch(one -> one.startsWith("Content-Type"))) {
            all.add(IS_JSON);
        }
        return world.send(
                method, way.path() + target, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private int put(String place, String body, String... headers) throws IOException {
        return call("PUT", place, body, headers).status();
    }

    private int post(String place, String body, String... headers) throws IOException {
        return call("POST", place, body, headers).status();
    }

    private int delete(String place, String... headers) throws IOException {
        return call("DELETE", place, "", headers).status();
    }

    private RawHttp.Answer get(String place) throws IOException {
        return call("GET", place, "");
    }

    private JsonNode read(String place) throws IOException {
        RawHttp.Answer answer = get(place);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentIsGivenBackAsItCame(Kind kind) throws IOException {
        String place = kind.place();
        assertThat(get(place).status()).isEqualTo(404);
        assertThat(put(place, "level=3 ü", "Content-Type: text/plain;charset=utf-8", NEW))
                .isEqualTo(204);

        RawHttp.Answer back = get(place);

        assertThat(back.body()).isEqualTo("level=3 ü");
        assertThat(back.header("content-type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(back.header("etag")).isEqualTo(sha1("level=3 ü"));
        assertThat(back.header("last-modified")).endsWith(" GMT");
        assertThat(back.header("content-security-policy")).contains("sandbox");
        assertThat(back.header("x-experience-api-version")).isEqualTo("1.0.3");
        assertThat(call("GET", place, "", "If-None-Match: " + back.header("etag"))
                        .status())
                .isEqualTo(304);
        assertThat(delete(place)).isEqualTo(204);
        assertThat(get(place).status()).isEqualTo(404);
        assertThat(delete(place)).isEqualTo(204);
    }

    private static String sha1(String text) {
        try {
            byte[] sum = java.security.MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return "\"" + java.util.HexFormat.of().formatHex(sum) + "\"";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPostedIsMergedOneLevelDeep(Kind kind) throws IOException {
        String place = kind.place();
        assertThat(post(place, "{\"car\": {\"make\": \"A\", \"model\": \"B\"}, \"driver\": \"Ida\"}"))
                .isEqualTo(204);
        assertThat(post(
                        place,
                        "{\"car\": {\"make\": \"C\"}, \"laps\": 1.50}",
                        "Content-Type: application/json; charset=utf-8"))
                .isEqualTo(204);

        assertThat(get(place).body()).isEqualTo("{\"car\":{\"make\":\"C\"},\"driver\":\"Ida\",\"laps\":1.50}");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeMergedChangesNothing(Kind kind) throws IOException {
        String place = kind.place();
        assertThat(post(place, "{\"a\": 1}")).isEqualTo(204);
        for (String type : List.of("application/octet-stream", "not/json", "text/plain")) {
            assertThat(post(place, "abc", "Content-Type: " + type)).isEqualTo(400);
        }
        for (String bad : List.of("{\"b\": 2", "[1]", "2", "{\"b\": 1, \"b\": 2}")) {
            assertThat(post(place, bad)).isEqualTo(400);
            assertThat(post(kind.place(), bad)).isEqualTo(400);
        }
        assertThat(get(place).body()).isEqualTo("{\"a\": 1}");

        String other = kind.place();
        assertThat(put(other, "abc", "Content-Type: text/plain", NEW)).isEqualTo(204);
        assertThat(post(other, "{\"a\": 1}")).isEqualTo(400);
        assertThat(get(other).body()).isEqualTo("abc");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyOverwritesWhatTheyHaveNotSeen(Kind kind) throws IOException {
        String place = kind.place();
        assertThat(put(place, "{\"n\": 1}", NEW)).isEqualTo(204);
        assertThat(put(place, "{\"n\": 2}", NEW)).isEqualTo(412);
        String first = get(place).header("etag");
        assertThat(put(place, "{\"n\": 2}", "If-Match: \"x\", " + first)).isEqualTo(204);
        assertThat(put(place, "{\"n\": 3}", "If-Match: " + first)).isEqualTo(412);
        assertThat(post(place, "{\"n\": 3}", "If-Match: " + first)).isEqualTo(412);
        assertThat(delete(place, "If-Match: " + first)).isEqualTo(412);
        assertThat(put(kind.place(), "{\"n\": 3}", "If-Match: *")).isEqualTo(412);
        assertThat(get(place).body()).isEqualTo("{\"n\": 2}");

        assertThat(put(place, "{\"n\": 4}", "If-Match: W/" + get(place).header("etag")))
                .isEqualTo(204);
        assertThat(put(place, "{\"n\": 5}")).isEqualTo(kind == Kind.STATE ? 204 : 409);
        assertThat(put(kind.place(), "{\"n\": 5}")).isEqualTo(kind == Kind.STATE ? 204 : 400);
    }

    @ParameterizedTest
    @EnumSource
    void whatLiesOnAShelfIsListed(Kind kind) throws IOException {
        String shelf = kind.shelf(MISSION + UUID.randomUUID());
        String name = shelf + "&" + kind.parameter + "=";
        assertThat(read(shelf).values()).isEmpty();
        assertThat(post(name + "b", "{}")).isEqualTo(204);
        assertThat(post(name + "a%20c", "{}")).isEqualTo(204);

        RawHttp.Answer list = get(shelf);
        assertThat(list.body()).isEqualTo("[\"a c\",\"b\"]");
        assertThat(list.header("etag")).isEqualTo(sha1(list.body()));
        assertThat(list.header("last-modified")).isEqualTo(get(name + "a%20c").header("last-modified"));
        assertThat(call("GET", shelf, "", "If-None-Match: " + list.header("etag"))
                        .status())
                .isEqualTo(304);
        assertThat(read(shelf + "&since=2020-01-01T00:00:00Z").size()).isEqualTo(2);
        assertThat(read(shelf + "&since=2999-01-01T00:00:00Z").values()).isEmpty();
        assertThat(get(shelf + "&since=yesterday").status()).isEqualTo(400);
        assertThat(get(shelf + "&limit=1").status()).isEqualTo(400);
        assertThat(delete(shelf)).isEqualTo(kind == Kind.STATE ? 204 : 400);
        assertThat(read(shelf).size()).isEqualTo(kind == Kind.STATE ? 0 : 2);
    }

    @Test
    void statesOfOneRegistrationAreApart() throws IOException {
        String shelf = Kind.STATE.shelf(MISSION + UUID.randomUUID());
        String one = "&registration=" + UUID.randomUUID();
        String other = "&registration=" + UUID.randomUUID();
        assertThat(put(shelf + one + "&stateId=s", "{\"n\": 1}")).isEqualTo(204);
        assertThat(put(shelf + other + "&stateId=t", "{\"n\": 2}")).isEqualTo(204);

        assertThat(get(shelf + "&stateId=s").status()).isEqualTo(404);
        assertThat(get(shelf + other + "&stateId=s").status()).isEqualTo(404);
        assertThat(get(shelf + one).body()).isEqualTo("[\"s\"]");
        assertThat(get(shelf).body()).isEqualTo("[\"s\",\"t\"]");
        assertThat(put(shelf + "&registration=x&stateId=s", "{}")).isEqualTo(400);
        assertThat(delete(shelf + one)).isEqualTo(204);
        assertThat(get(shelf).body()).isEqualTo("[\"t\"]");
    }

    @Test
    void whatIsMeantMustBeSaid() throws IOException {
        String agent = "agent=" + encoded(ROOK);
        for (String target : List.of(
                "/activities/state?stateId=s&" + agent,
                "/activities/state?stateId=s&activityId=mission&" + agent,
                "/activities/state?stateId=s&activityId=" + MISSION,
                "/activities/state?stateId=s&agent=rook&activityId=" + MISSION,
                "/activities/state?stateId=s&agent=%7B%7D&activityId=" + MISSION,
                "/activities/state?StateId=s&activityId=" + MISSION + "&" + agent,
                "/activities/profile?profileId=p",
                "/activities/profile?profileId=p&activityId=" + MISSION + "&" + agent,
                "/agents/profile?profileId=p",
                "/agents/profile?profileId=p&agent="
                        + encoded("{\"objectType\": \"Group\", \"mbox\": \"mailto:g@example.edu\"}"))) {
            for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
                assertThat(call(method, target, method.startsWith("P") ? "{}" : "", NEW)
                                .status())
                        .as(method + " " + target)
                        .isEqualTo(400);
            }
        }
        assertThat(put(Kind.AGENT.shelf(MISSION), "{}", NEW)).isEqualTo(400);
        assertThat(post(Kind.AGENT.shelf(MISSION) + "&profileId=" + "x".repeat(256), "{}"))
                .isEqualTo(400);
        assertThat(call("PATCH", Kind.STATE.place(), "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource
    void aFormMayHoldTheRequest(Kind kind) throws IOException {
        String place = kind.place();
        String parameters = place.substring(place.indexOf('?') + 1);
        String with = kind.path + "?method=";

        assertThat(post(
                        with + "PUT",
                        parameters + "&If-None-Match=*&Content-Type=application/json&content=%7B%22a%22:1%7D",
                        FORM))
                .isEqualTo(204);
        assertThat(call("POST", with + "GET", parameters, FORM).body()).isEqualTo("{\"a\":1}");
        assertThat(post(with + "POST", parameters + "&content=%7B%22b%22:2%7D", FORM))
                .isEqualTo(204);
        assertThat(get(place).body()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(post(with + "DELETE", parameters, FORM)).isEqualTo(204);
        assertThat(get(place).status()).isEqualTo(404);
    }

    @Test
    void onlyWhoKnowsTheSecretGetsThem() throws IOException {
        String place = Kind.STATE.place();
        put(place, "{}");
        for (String target : List.of(place, "/agents?agent=" + encoded(ROOK), "/activities?activityId=" + MISSION)) {
            assertThat(world.send("GET", way.path() + target, new byte[0], VERSION)
                            .status())
                    .isEqualTo(401);
            assertThat(world.send("GET", way.path() + target, new byte[0], way.basic())
                            .status())
                    .isEqualTo(400);
        }
        Way other = world.feed("xapi", "\"strict\": true");
        assertThat(world.send("GET", other.path() + place, new byte[0], VERSION, other.basic())
                        .status())
                .as("another feed’s documents")
                .isEqualTo(404);
    }

    @Test
    void lenientFeedsKeepThemToo() throws IOException {
        way = world.feed("xapi", "");
        String place = Kind.STATE.place();
        byte[] body = "{\"suspend_data\": \"7\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(world.send("PUT", way.path() + place, body, way.basic()).status())
                .isEqualTo(204);
        assertThat(world.send("GET", way.path() + place, new byte[0], way.basic())
                        .bytes())
                .isEqualTo(body);
    }

    @Test
    void nothingIsToldOfAnAgentButWhatTheAskerKnows() throws IOException {
        String agent = "{\"objectType\": \"Agent\", \"name\": \"Noor\", \"mbox\": \"mailto:noor@example.edu\"}";

        assertThat(read("/agents?agent=" + encoded(agent)))
                .isEqualTo(JSON.readTree(
                        "{\"objectType\": \"Person\", \"name\": [\"Noor\"], \"mbox\": [\"mailto:noor@example.edu\"]}"));
        assertThat(read("/agents?agent=" + encoded(ROOK))
                        .path("account")
                        .path(0)
                        .path("name")
                        .stringValue())
                .isEqualTo("rook");
        assertThat(get("/agents?agent=" + encoded(ROOK)).header("etag")).matches("\"[0-9a-f]{40}\"");
        assertThat(get("/activities?activityId=" + MISSION).header("etag")).matches("\"[0-9a-f]{40}\"");
        for (String bad : List.of("", "?agent=x", "?agent=%7B%7D", "?Agent=" + encoded(agent))) {
            assertThat(get("/agents" + bad).status()).isEqualTo(400);
        }
        assertThat(call("PUT", "/agents?agent=" + encoded(agent), "{}").status())
                .isEqualTo(405);
    }

    @Test
    void anActivityIsWhatAllStatementsSayOfIt() throws IOException {
        String statement = """
                {"actor": %s, "verb": {"id": "https://example.edu/verbs/did"},
                 "object": {"id": "%s", "definition": {%s}}}""";
        assertThat(post("/statements", statement.formatted(ROOK, MISSION, """
                        "name": {"en": "Mission", "de": "Auftrag"}, "type": "https://example.edu/types/old\""""))).isEqualTo(200);
        assertThat(post("/statements", statement.formatted(ROOK, MISSION, """
                        "name": {"en": "Mission seven", "fr": "Mission"}, "type": "https://example.edu/types/new\""""))).isEqualTo(200);

        assertThat(read("/activities?activityId=" + MISSION)).isEqualTo(JSON.readTree("""
                        {"objectType": "Activity", "id": "%s", "definition": {
                         "name": {"en": "Mission seven", "de": "Auftrag", "fr": "Mission"},
                         "type": "https://example.edu/types/new"}}""".formatted(MISSION)));
        assertThat(get("/activities?activityId=https://example.edu/unheard-of").body())
                .isEqualTo("{\"objectType\":\"Activity\",\"id\":\"https://example.edu/unheard-of\"}");
        for (String bad : List.of("", "?activityId=7", "?activityid=" + MISSION)) {
            assertThat(get("/activities" + bad).status()).isEqualTo(400);
        }
        assertThat(delete("/activities?activityId=" + MISSION)).isEqualTo(405);
    }

    @Test
    void whoIsErasedLeavesNoDocuments() throws IOException {
        LearnerId rook = world.student(
                new Identifier(IdentifierKind.SUB, "17"),
                new Identifier(IdentifierKind.XAPI_ACCOUNT, "https://chess.example.edu|rook"));
        String own = "/agents/profile?profileId=p&agent="
                + encoded("{\"account\": {\"homePage\": \"%s/\", \"name\": \"17\"}}".formatted(world.issuer));
        String other = own.replace("17", "18");
        String state = Kind.STATE.place();
        String about = Kind.ACTIVITY.place();
        for (String place : List.of(own, other, state, about)) {
            assertThat(post(place, "{}")).isEqualTo(204);
        }

        erasures.erase(rook, "somebody");

        assertThat(get(own).status()).isEqualTo(404);
        assertThat(get(state).status()).isEqualTo(404);
        assertThat(get(other).status()).isEqualTo(200);
        assertThat(get(about).status()).isEqualTo(200);
    }
}
