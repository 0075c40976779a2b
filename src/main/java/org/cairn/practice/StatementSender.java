package org.cairn.practice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.practice.Statements.Statement;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends statements to Cairn as the plug-in does: an array, HTTP Basic, slashes escaped, once. Whatever is not answered
 * with exactly 200 has failed, and stays so until an administrator sends it again.
 */
@Component
@Profile("practice")
class StatementSender implements DisposableBean {

    private static final int REMEMBERED = 200;
    private static final String STORED = "moodle-statements";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final JsonMapper json;
    private final PracticeState state;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService line = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("practice-statements").factory());
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Sent> sent = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private volatile Optional<Feed> feed;

    StatementSender(JsonMapper json, PracticeState state) {
        this.json = json;
        this.state = state;
        this.feed = state.read(STORED, new TypeReference<Feed>() {});
    }

    /** Where statements go, and what is shown there. */
    public record Feed(String url, String secret) {}

    /** One statement and what was answered. */
    public record Sent(Statement statement, String payload, boolean delivered, String answer) {}

    Optional<Feed> feed() {
        return feed;
    }

    void sendTo(String url, String secret) {
        Feed now = new Feed(url, secret);
        feed = Optional.of(now);
        state.keep(STORED, Map.of("url", url, "secret", secret));
    }

    Future<?> send(List<Statement> statements) {
        List<Long> places =
                statements.stream().map(one -> numbers.incrementAndGet()).toList();
        for (int i = 0; i < places.size(); i++) {
            note(places.get(i), new Sent(statements.get(i), pretty(statements.get(i)), false, "not sent yet"));
        }
        return line.submit(() -> deliver(places, statements));
    }

    /** Puts back into the queue what has failed. */
    Future<?> sendAgain() {
        List<Long> places = sent.entrySet().stream()
                .filter(entry -> !entry.getValue().delivered())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<Statement> statements = new ArrayList<>();
        places.forEach(place -> Optional.ofNullable(sent.get(place)).ifPresent(one -> statements.add(one.statement())));
        return line.submit(() -> deliver(places, statements));
    }

    /** The latest, newest first. */
    List<Sent> latest(int most) {
        return sent.values().stream().limit(most).toList();
    }

    private void deliver(List<Long> places, List<Statement> statements) {
        if (statements.isEmpty()) {
            return;
        }
        String answer = feed.map(to -> post(to, statements)).orElse("no feed yet: the administrator sets it up");
        for (int i = 0; i < statements.size(); i++) {
            boolean delivered = answer.startsWith("200");
            note(places.get(i), new Sent(statements.get(i), pretty(statements.get(i)), delivered, answer));
        }
    }

    private String post(Feed to, List<Statement> statements) {
        String body = json.writeValueAsString(
                        statements.stream().map(Statement::body).toList())
                .replace("/", "\\/");
        String basic = Base64.getEncoder().encodeToString(("moodle:" + to.secret()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(to.url()))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + basic)
                .header("X-Experience-API-Version", "1.0.3")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return (response.statusCode() + " " + response.body()).trim();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "stopped";
        }
    }

    private String pretty(Statement statement) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(statement.body());
    }

    private void note(long number, Sent what) {
        sent.put(number, what);
        while (sent.size() > REMEMBERED) {
            sent.pollLastEntry();
        }
    }

    @Override
    public void destroy() {
        line.shutdownNow();
    }
}
