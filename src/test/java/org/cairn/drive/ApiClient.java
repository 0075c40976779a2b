package org.cairn.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** An operator's script: it calls the API over HTTP and stops at the first surprise. */
public final class ApiClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final RawHttp http;
    private final String authorization;
    private final String institution;

    /** A script for the only institution there is. */
    public ApiClient(int port, String token) {
        this(port, token, "");
    }

    /** A script that names its institution in every call. */
    public ApiClient(int port, String token, String institution) {
        this.http = new RawHttp(port);
        this.authorization = "Authorization: Bearer " + token;
        this.institution =
                institution.isEmpty() ? "" : "institution=" + URLEncoder.encode(institution, StandardCharsets.UTF_8);
    }

    public JsonNode get(String target) {
        return call("GET", target, "");
    }

    public JsonNode post(String target, String json) {
        return call("POST", target, json);
    }

    public JsonNode put(String target, String json) {
        return call("PUT", target, json);
    }

    public JsonNode putYaml(String target, String yaml) {
        return read(exchange("PUT", target, yaml, "Content-Type: application/yaml"), target);
    }

    /** All pages of a listing that continues by a {@code Link} header. */
    public ArrayNode all(String target) {
        ArrayNode all = JSON.createArrayNode();
        String next = target;
        while (!next.isEmpty()) {
            RawHttp.Answer answer = exchange("GET", next, "", "Accept: application/json");
            read(answer, next).forEach(all::add);
            String link = answer.header("link");
            next = link.isEmpty() ? "" : link.substring(link.indexOf("/api/"), link.indexOf('>'));
        }
        return all;
    }

    public RawHttp.Answer exchange(String method, String target, String body, String header) {
        try {
            return http.exchange(method, named(target), body.getBytes(StandardCharsets.UTF_8), authorization, header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String named(String target) {
        boolean isNamed = institution.isEmpty() || target.contains("institution=");
        return isNamed ? target : target + (target.contains("?") ? "&" : "?") + institution;
    }

    /** Waits until nothing waits any more: every message is evidence and every learner was looked at. */
    public void awaitSettled(Duration atMost) {
        try {
            await(atMost, () -> get("/api/ingestion").path("waiting").asLong(-1) == 0);
        } catch (AssertionError e) {
            throw new AssertionError("Not settled after %s: %s".formatted(atMost, get("/api/ingestion")), e);
        }
    }

    public static void await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It took longer than " + atMost);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private JsonNode call(String method, String target, String json) {
        return read(exchange(method, target, json, "Content-Type: application/json"), target);
    }

    private static JsonNode read(RawHttp.Answer answer, String target) {
        if (!answer.ok()) {
            throw new AssertionError("%s answered %d: %s".formatted(target, answer.status(), answer.body()));
        }
        return JSON.readTree(answer.bytes());
    }

    @Override
    public void close() {
        http.close();
    }
}
