package org.cairn.ingest.moodle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Moodle that answers its web services from recordings: {@code usual.json}, and over it what a case has of its own.
 * A recording holds for each function the answers of one reading after the other; {@code function 42} is what is said
 * of one person.
 */
public final class RecordedMoodle implements AutoCloseable {

    public static final String TOKEN = "f00dfeedf00dfeedf00dfeedf00dfeed";

    /** Answers that are no answers. */
    public record Raw(int status, String type, byte[] body, Map<String, String> headers) {
        public static Raw of(int status, String type, String body) {
            return new Raw(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, JsonNode> recordings = new ConcurrentHashMap<>();
    private final Map<String, Raw> raw = new ConcurrentHashMap<>();
    private volatile int step;

    /** Every call: its function and its form, without the token. */
    public final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();

    /** Happens at every call. */
    public volatile Runnable whenAsked = () -> {};

    /** From this one on, the people of a course are not told. */
    public volatile int breaksPeopleOffAt = Integer.MAX_VALUE;

    /** What was wrong with calls: a token in the address, a form that is none. */
    public final List<String> sins = new CopyOnWriteArrayList<>();

    public RecordedMoodle() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        record("usual");
    }

    public String wwwroot() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI base() {
        return URI.create(wwwroot());
    }

    /** Lays another recording over those that are played. */
    public RecordedMoodle record(String name) {
        try (InputStream in = RecordedMoodle.class.getResourceAsStream("/recorded/moodle-ws/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{{wwwroot}}", wwwroot());
            JSON.readTree(text).properties().forEach(entry -> recordings.put(entry.getKey(), entry.getValue()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public RecordedMoodle answers(String function, String... answers) {
        recordings.put(function, JSON.readTree("[" + String.join(",", answers) + "]"));
        return this;
    }

    public RecordedMoodle answersRaw(String function, Raw answer) {
        raw.put(function, answer);
        return this;
    }

    public RecordedMoodle answersAgain(String function) {
        raw.remove(function);
        return this;
    }

    /** From now on it answers as at the next reading. */
    public void later() {
        step++;
    }

    public void at(int reading) {
        step = reading;
    }

    public List<String> asked() {
        return calls.stream().map(call -> call.getOrDefault("wsfunction", "")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = form(text);
        if (exchange.getRequestURI().getQuery() != null
                || !exchange.getRequestMethod().equals("POST")) {
            sins.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
        if (!exchange.getRequestURI().getPath().equals("/webservice/rest/server.php")) {
            respond(exchange, Raw.of(404, "text/html", "<!DOCTYPE html><html>Not found</html>"));
            return;
        }
        String token = form.remove("wstoken");
        calls.add(form);
        whenAsked.run();
        String function = form.getOrDefault("wsfunction", "");
        if (!TOKEN.equals(token)) {
            respond(exchange, json(error("invalidtoken")));
        } else if (rawly(function, form) != null) {
            respond(exchange, rawly(function, form));
        } else if (!"json".equals(form.get("moodlewsrestformat"))) {
            respond(
                    exchange,
                    Raw.of(200, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<RESPONSE/>"));
        } else {
            respond(exchange, json(recorded(function, form)));
        }
    }

    private Raw rawly(String function, Map<String, String> form) {
        return raw.getOrDefault(function + " " + form.getOrDefault("userid", "-"), raw.get(function));
    }

    private String recorded(String function, Map<String, String> form) {
        String user = form.getOrDefault("userid", "0");
        JsonNode answers = recordings.getOrDefault(function + " " + user, recordings.get(function));
        if (answers == null) {
            return error("accessexception");
        }
        JsonNode now = answers.get(Math.min(step, answers.size() - 1));
        return function.equals(Functions.PEOPLE) ? page(now, form) : now.toString();
    }

    /** A page of the people, as {@code limitfrom} and {@code limitnumber} ask for it. */
    private String page(JsonNode people, Map<String, String> form) {
        if (!people.isArray()) {
            return people.toString();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; form.containsKey("options[%d][name]".formatted(i)); i++) {
            options.put(form.get("options[%d][name]".formatted(i)), form.get("options[%d][value]".formatted(i)));
        }
        int from = Integer.parseInt(options.getOrDefault("limitfrom", "0"));
        if (from >= breaksPeopleOffAt) {
            return error("accessexception");
        }
        int most = Integer.parseInt(options.getOrDefault("limitnumber", "1000"));
        List<JsonNode> all = new java.util.ArrayList<>();
        people.forEach(all::add);
        return all.subList(Math.min(from, all.size()), Math.min(from + most, all.size()))
                .toString();
    }

    static String error(String code) {
        return "{\"exception\":\"core\\\\exception\\\\moodle_exception\",\"errorcode\":\"%s\",\"message\":\"Something in Moodle’s own words\"}"
                .formatted(code);
    }

    private static Raw json(String body) {
        return Raw.of(200, "application/json; charset=utf-8", body);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        Arrays.stream(text.split("&"))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .forEach(field -> form.put(decoded(field[0]), decoded(field[1])));
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, Raw answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        new TreeMap<>(answer.headers()).forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        try (exchange) {
            exchange.getResponseBody().write(answer.body());
        } catch (IOException e) {
            // the caller hung up, as it may when an answer is too long
        }
    }

    /** The functions that were asked for one student at a time. */
    public Set<String> studentsAsked(String function) {
        Set<String> students = new java.util.TreeSet<>();
        calls.stream()
                .filter(call -> function.equals(call.get("wsfunction")))
                .forEach(call -> students.add(call.getOrDefault("userid", "")));
        return students;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
