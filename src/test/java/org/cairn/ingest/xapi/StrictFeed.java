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
import org.cairn.platform.Family;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A feed that follows xAPI 1.0.3 to the letter, and whoever talks to it. */
abstract class StrictFeed extends SourceWorld {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String VERSION = "X-Experience-API-Version: 1.0.3";
    static final String TYPE = "Content-Type: application/json";
    static final String BOUNDARY = "-------31415926535";
    World world;
    Way way;

    @LocalServerPort
    int here;

    @BeforeEach
    void open() {
        world = world(Family.OTHER);
        way = world.feed("xapi", "\"strict\": true");
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String statement(String id, String verb, String more) {
        return """
                {"id": "%s", "actor": {"mbox": "mailto:noor@example.edu", "name": "Noor"},
                 "verb": {"id": "%s", "display": {"en-GB": "did", "de": "tat"}},
                 "object": {"id": "https://example.edu/mission/7", "definition": {"name": {"en-GB": "Mission", "de": "Auftrag"}}}%s}
                """.formatted(id, verb, more);
    }

    static String statement(String id) {
        return statement(id, "https://example.edu/verbs/did", "");
    }

    RawHttp.Answer call(String method, String query, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(way.basic());
        if (all.stream().noneMatch(one -> one.startsWith("X-Experience"))) {
            all.add(VERSION);
        }
        if (!body.isEmpty() && all.stream().noneMatch(one -> one.startsWith("Content-Type"))) {
            all.add(TYPE);
        }
        RawHttp.Answer answer = world.send(
                method,
                way.path() + "/statements" + query,
                body.getBytes(StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        assertThat(answer.header("x-experience-api-version")).isEqualTo("1.0.3");
        return answer;
    }

    int post(String body) throws IOException {
        return call("POST", "", body).status();
    }

    RawHttp.Answer get(String query, String... headers) throws IOException {
        return call("GET", query, "", headers);
    }

    JsonNode json(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    List<String> found(String query) throws IOException {
        List<String> ids = new ArrayList<>();
        json(get(query))
                .path("statements")
                .forEach(one -> ids.add(one.path("id").stringValue()));
        return ids;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String attached(String id, String hash, String more) {
        return statement(id, "https://example.edu/verbs/did", """
                , "attachments": [{"usageType": "https://example.edu/usage", "display": {"en": "File"},
                "contentType": "text/plain", "length": 5, "sha2": "%s"%s}]""".formatted(hash, more));
    }

    static String part(String headers, String content) {
        return "--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    static String file(String hash, String content) {
        return part(
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + hash,
                content);
    }

    int multipart(String... parts) throws IOException {
        return call(
                        "POST",
                        "",
                        String.join("", parts) + "--" + BOUNDARY + "--\r\n",
                        "Content-Type: multipart/mixed; boundary=" + BOUNDARY)
                .status();
    }
}
