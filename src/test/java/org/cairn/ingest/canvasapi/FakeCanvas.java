package org.cairn.ingest.canvasapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A Canvas with one course: it answers from a document of ours, page by page, and only to whoever shows its token. Its
 * next pages are opaque, as those of the real one may be.
 */
public final class FakeCanvas implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public final AtomicInteger together = new AtomicInteger();
    public volatile String token = "canvas-token";
    public volatile int pageSize = 100;
    public volatile JsonNode world = JSON.createObjectNode();
    public volatile Trouble trouble = (path, exchange) -> false;
    private final AtomicInteger now = new AtomicInteger();
    private final HttpServer server;

    /** Answers in another way, where it wants to. */
    public interface Trouble {
        boolean strikes(String pathAndQuery, HttpExchange exchange) throws IOException;
    }

    public FakeCanvas() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How Canvas looks from now on. */
    public void show(String json) {
        world = JSON.readTree(json);
    }

    private void serve(HttpExchange exchange) throws IOException {
        together.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getRawQuery();
            String whole = path + (query == null ? "" : "?" + URLDecoder.decode(query, StandardCharsets.UTF_8));
            asked.add(whole);
            if (!trouble.strikes(whole, exchange)) {
                answer(exchange, path, whole);
            }
        } finally {
            now.decrementAndGet();
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, String path, String whole) throws IOException {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"canvas-lms\"");
            send(exchange, 401, "{\"errors\":[{\"message\":\"Invalid access token.\"}]}");
            return;
        }
        String course = "/api/v1/courses/" + world.path("course").path("id").asString("565");
        if (path.equals("/api/v1/users/self")) {
            send(exchange, 200, "{\"id\": 1, \"name\": \"Integration\"}");
        } else if (path.equals("/api/v1/courses")) {
            send(exchange, 200, "[" + world.path("course") + "]");
        } else if (path.equals(course) || path.matches("/api/v1/courses/lti_context_id:[^/]+")) {
            send(exchange, 200, world.path("course").toString());
        } else if (path.startsWith("/api/v1/courses/")) {
            list(exchange, path.replaceFirst("/api/v1/courses/[^/]+/", ""), whole);
        } else {
            send(exchange, 404, "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}");
        }
    }

    private void list(HttpExchange exchange, String what, String query) throws IOException {
        if (what.matches("modules/\\d+/items")) {
            page(exchange, what, query, world.path("itemsOf").path(what.split("/")[1]));
            return;
        }
        switch (what) {
            case "assignments", "enrollments" -> page(exchange, what, query, world.path(what));
            case "modules" -> page(exchange, what, query, modules(parameter(query, "student_id")));
            case "students/submissions" -> submissions(exchange, what, query);
            case "outcome_results" ->
                send(
                        exchange,
                        200,
                        world.has("outcomes") ? world.path("outcomes").toString() : "{\"outcome_results\": []}");
            case "bulk_user_progress" -> {
                if (world.has("progress")) {
                    page(exchange, what, query, world.path("progress"));
                } else {
                    send(exchange, 400, "{\"error\":{\"message\":\"no progress available\"}}");
                }
            }
            default -> send(exchange, 404, "{}");
        }
    }

    /** The modules as a student has them, or as they are. */
    private JsonNode modules(String student) {
        return student.isEmpty()
                ? world.path("modules")
                : world.path("modulesOf").path(student).isMissingNode()
                        ? world.path("modules")
                        : world.path("modulesOf").path(student);
    }

    /** One student or assignment that is none makes Canvas refuse all that is asked. */
    private void submissions(HttpExchange exchange, String what, String query) throws IOException {
        List<String> students = new ArrayList<>(List.of("all"));
        for (JsonNode enrolment : world.path("enrollments").values()) {
            if (!enrolment.path("enrollment_state").asString().equals("deleted")) {
                students.add(enrolment.path("user_id").asString());
            }
        }
        List<String> published = new ArrayList<>();
        for (JsonNode assignment : world.path("assignments").values()) {
            if (assignment.path("published").asBoolean(true)) {
                published.add(assignment.path("id").asString());
            }
        }
        if (!students.containsAll(parameters(query, "student_ids[]"))) {
            send(exchange, 401, "{\"status\":\"unauthorized\"}");
        } else if (!published.containsAll(parameters(query, "assignment_ids[]"))) {
            send(exchange, 403, "{\"error\":\"invalid assignment ids requested\"}");
        } else {
            page(exchange, what, query, submissions(query));
        }
    }

    private JsonNode submissions(String query) {
        ArrayNode shown = JSON.createArrayNode();
        for (JsonNode submission : world.path("submissions").values()) {
            if (isOneOf(submission, "user_id", parameters(query, "student_ids[]"))
                    && isOneOf(submission, "assignment_id", parameters(query, "assignment_ids[]"))
                    && isSince(submission, "graded_at", parameter(query, "graded_since"))
                    && isSince(submission, "submitted_at", parameter(query, "submitted_since"))) {
                shown.add(submission);
            }
        }
        return shown;
    }

    private static boolean isOneOf(JsonNode submission, String field, List<String> wanted) {
        return wanted.isEmpty()
                || wanted.contains("all")
                || wanted.contains(submission.path(field).asString());
    }

    private static boolean isSince(JsonNode submission, String field, String since) {
        return since.isEmpty()
                || (submission.path(field).isString()
                        && Instant.parse(submission.path(field).stringValue()).isAfter(Instant.parse(since)));
    }

    private void page(HttpExchange exchange, String what, String query, JsonNode all) throws IOException {
        int from = Integer.parseInt("0" + parameter(query, "page").replace("bookmark:", ""));
        ArrayNode page = JSON.createArrayNode();
        for (int i = from; i < Math.min(all.size(), from + pageSize); i++) {
            page.add(all.get(i));
        }
        if (from + pageSize < all.size()) {
            String rest = exchange.getRequestURI().getRawQuery().replaceAll("(^|&)page=[^&]*", "");
            exchange.getResponseHeaders()
                    .add(
                            "lInK",
                            "<%s%s?%s&page=bookmark:%d>; rel=\"next\",<%s/x>; rel=\"first\""
                                    .formatted(
                                            base(),
                                            exchange.getRequestURI().getRawPath(),
                                            rest,
                                            from + pageSize,
                                            base()));
        }
        exchange.getResponseHeaders().set("X-Rate-Limit-Remaining", "598.7");
        send(exchange, 200, page.toString());
    }

    static String parameter(String query, String name) {
        return parameters(query, name).stream().findFirst().orElse("");
    }

    private static List<String> parameters(String query, String name) {
        return Stream.of(query.substring(query.indexOf('?') + 1).split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .toList();
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
