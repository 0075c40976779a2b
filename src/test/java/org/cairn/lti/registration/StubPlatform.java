package org.cairn.lti.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.cairn.net.Outbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The registration side of a platform, as strict as the real ones: it may be called as the network, or listen on
 * loopback.
 */
abstract sealed class StubPlatform implements Outbound, AutoCloseable permits StubCanvas, StubMoodle {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration";

    /** Everything that was asked for, such as {@code GET https://lms.example.edu/configuration}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The bodies of what was registered. */
    final List<JsonNode> registered = new CopyOnWriteArrayList<>();

    /** What an administrator started and was not used yet. */
    final Set<String> tokens = new HashSet<>();

    /** Changes the configuration before it is given away. */
    UnaryOperator<ObjectNode> change = configuration -> configuration;

    /** Changes answers to registrations. */
    UnaryOperator<Answer> changeAnswer = answer -> answer;

    /** Called before a registration is answered. */
    Runnable beforeAnswer = () -> {};

    /** What is at {@code /admin}, in a browser. */
    String page = "";

    private HttpServer server;
    String base;

    StubPlatform(String base) {
        this.base = base;
    }

    abstract ObjectNode configuration();

    abstract URI configurationUrl();

    abstract Answer configuration(Map<String, String> headers);

    abstract Answer register(Map<String, String> headers, byte[] body);

    /** What an administrator gets who starts a registration. */
    String newToken() {
        String token = "ey." + UUID.randomUUID();
        tokens.add(token);
        return token;
    }

    @Override
    public Answer call(Call call) {
        return switch (call.method()) {
            case GET -> get(call.url(), call.headers());
            case POST -> {
                Content content = Objects.requireNonNull(call.content());
                yield post(call.url(), call.headers(), content.type(), content.bytes());
            }
            case PUT, DELETE -> text(405, "");
        };
    }

    @Override
    public Answer get(URI url, Map<String, String> headers) {
        asked.add("GET " + url);
        return configuration(headers);
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, String contentType, byte[] body) {
        asked.add("POST " + url);
        beforeAnswer.run();
        if (!contentType.startsWith("application/json")) {
            return text(400, "invalid_content_type");
        }
        return changeAnswer.apply(register(headers, body));
    }

    /** Listens on loopback; {@code base} is where from now on. */
    StubPlatform served(String host, String path) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        base = "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(canonical(name), values.getFirst()));
        URI url = URI.create(base).resolve(exchange.getRequestURI());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (url.getPath().endsWith("/admin")) {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        }
        Answer answer = answer(exchange, url, headers, body);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, URI url, Map<String, String> headers, byte[] body) {
        if (url.getPath().endsWith("/admin")) {
            return text(200, page);
        }
        return exchange.getRequestMethod().equals("GET")
                ? get(url, headers)
                : post(url, headers, headers.getOrDefault("Content-Type", ""), body);
    }

    private static String canonical(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "authorization" -> "Authorization";
            case "content-type" -> "Content-Type";
            default -> name;
        };
    }

    static String bearer(Map<String, String> headers) {
        String header = headers.getOrDefault("Authorization", "");
        return header.startsWith("Bearer ") ? header.substring(7) : "";
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of(), text.getBytes(UTF_8));
    }

    static Answer json(int status, Object json) {
        return new Answer(status, Map.of(), JSON.writeValueAsBytes(json));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
