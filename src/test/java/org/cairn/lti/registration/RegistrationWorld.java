package org.cairn.lti.registration;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.MutableClock;
import org.cairn.lti.Invitations;
import org.cairn.platform.Family;
import org.cairn.platform.Platforms;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The room that registers platforms, served over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = RegistrationWorld.Application.class)
abstract class RegistrationWorld {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    @Autowired
    Invitations invitations;

    @Autowired
    Platforms platforms;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    /** Makes an invitation and returns its token. */
    String invite(Family family) {
        String url = invitations.invite("University", family, null, "operator").url();
        return url.substring(url.indexOf('=') + 1);
    }

    HttpResponse<String> get(String path, Map<String, String> parameters, String... headers) {
        return send(HttpRequest.newBuilder(at(path + "?" + encode(parameters))).GET(), headers);
    }

    HttpResponse<String> post(String path, Map<String, String> parameters) {
        return send(
                HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(encode(parameters))),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            return HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElse("");
    }

    long registered() {
        return jdbc.sql("select count(*) from platform").query(Long.class).single();
    }

    /** Without a stereotype of its own, so that tests of the whole application do not find it. */
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("org.cairn")
    @ComponentScan({"org.cairn.lti", "org.cairn.people", "org.cairn.platform", "org.cairn.net", "org.cairn.vault"})
    static class Application {

        @Bean
        Clock clock() {
            return new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
        }
    }
}
