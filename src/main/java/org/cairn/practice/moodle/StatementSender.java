package org.cairn.practice.moodle;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.cairn.practice.Outbox;
import org.cairn.practice.PracticeState;
import org.cairn.practice.moodle.Statements.Statement;
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
public class StatementSender extends Outbox<StatementSender.Sent> {

    private static final String STORED = "moodle-statements";

    private final JsonMapper json;
    private final PracticeState state;
    private volatile Optional<Feed> feed;

    StatementSender(JsonMapper json, PracticeState state) {
        super("practice-statements");
        this.json = json;
        this.state = state;
        this.feed = state.read(STORED, new TypeReference<Feed>() {});
    }

    /** Where statements go, and what is shown there. */
    public record Feed(String url, String secret) {}

    /** One statement and what was answered. */
    public record Sent(Statement statement, String payload, boolean delivered, String answer) {}

    public Optional<Feed> feed() {
        return feed;
    }

    public void sendTo(String url, String secret) {
        Feed now = new Feed(url, secret);
        feed = Optional.of(now);
        state.keep(STORED, Map.of("url", url, "secret", secret));
    }

    public Future<?> send(List<Statement> statements) {
        List<Long> places = statements.stream()
                .map(one -> add(new Sent(one, pretty(one), false, "not sent yet")))
                .toList();
        return behind(() -> deliver(places, statements));
    }

    /** Puts back into the queue what has failed. */
    public Future<?> sendAgain() {
        List<Long> places = remembered().entrySet().stream()
                .filter(entry -> !entry.getValue().delivered())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<Statement> statements = new ArrayList<>();
        places.forEach(place ->
                Optional.ofNullable(remembered().get(place)).ifPresent(one -> statements.add(one.statement())));
        return behind(() -> deliver(places, statements));
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
        return post(HttpRequest.newBuilder(URI.create(to.url()))
                .header("Authorization", "Basic " + basic)
                .header("X-Experience-API-Version", "1.0.3")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String pretty(Statement statement) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(statement.body());
    }
}
