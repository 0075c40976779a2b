package org.cairn.practice;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The practice platforms beside a Cairn that is a stub and takes whatever comes. */
public abstract class PracticeBesideCairn {

    protected static final JsonMapper JSON = JsonMapper.builder().build();
    protected static final String TEACHER = "ingrid-solheim";
    protected static final String MARA = "mara-okafor";

    protected final WireMockServer tool = PracticeOnly.tool();
    protected final HttpClient http = HttpClient.newHttpClient();
    protected ConfigurableApplicationContext practice;

    /** The platform that is looked at. */
    protected abstract Campus campus(Campuses campuses);

    @BeforeEach
    void start(@TempDir Path home) {
        tool.stubFor(any(anyUrl()).willReturn(ok()));
        for (String list : List.of("feeds", "badges", "bindings")) {
            tool.stubFor(get(urlPathEqualTo("/api/" + list)).willReturn(okJson("[]")));
        }
        tool.stubFor(post(urlPathEqualTo("/api/platforms")).willReturn(okJson("{\"id\":\"the-canvas\"}")));
        tool.stubFor(post(urlPathEqualTo("/api/feeds"))
                .willReturn(okJson("{\"id\":\"c\",\"url\":\"%s/ingest/c/canvas\"}".formatted(tool.baseUrl()))));
        tool.stubFor(post(urlPathEqualTo("/api/pulls")).willReturn(okJson("{\"feed\":\"p\"}")));
        practice = PracticeOnly.start(tool, home);
        tool.stubFor(get(urlPathEqualTo("/api/platforms"))
                .willReturn(okJson("[{\"id\":\"the-platform\",\"issuer\":\"%s\"}]".formatted(issuer()))));
    }

    @AfterEach
    void stop() {
        practice.close();
        tool.stop();
    }

    protected final String issuer() {
        return campus(practice.getBean(Campuses.class)).issuer();
    }

    protected final HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(issuer() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
