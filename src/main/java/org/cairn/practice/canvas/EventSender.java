package org.cairn.practice.canvas;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.Future;
import org.cairn.practice.Outbox;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.canvas.LiveEvents.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends signed events to Cairn's feed one after the other, trying each up to four times as Canvas does, and remembers
 * what became of the latest.
 */
@Component
@Profile("practice")
public class EventSender extends Outbox<EventSender.Sent> {

    private static final int TRIES = 4;

    private final PracticeKey key;
    private final JsonMapper json;
    private final Duration pause;
    private volatile @Nullable URI feed;

    @Autowired
    EventSender(PracticeKey key, JsonMapper json) {
        this(key, json, Duration.ofMillis(500));
    }

    EventSender(PracticeKey key, JsonMapper json, Duration pause) {
        super("practice-events");
        this.key = key;
        this.json = json;
        this.pause = pause;
    }

    /** How far one event has got. */
    public enum Progress {
        WAITING,
        DELIVERED,
        GIVEN_UP
    }

    /** One event and what was answered; the payload is what was signed. */
    public record Sent(Event event, String payload, Progress progress, int tries, String answer) {}

    /** Says where events go from now on. */
    public void sendTo(URI newFeed) {
        feed = newFeed;
    }

    /** Sends the event behind those sent before; the future ends when it is delivered or given up. */
    public Future<?> send(Event event) {
        String payload = json.writerWithDefaultPrettyPrinter().writeValueAsString(event.claims());
        long number = add(new Sent(event, payload, Progress.WAITING, 0, "not sent yet"));
        return behind(() -> deliver(number, event, payload));
    }

    private void deliver(long number, Event event, String payload) {
        String jws = key.sign(event.claims());
        String answer = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            answer = tryOnce(jws);
            boolean delivered = answer.startsWith("2");
            boolean last = attempt == TRIES;
            Progress progress = delivered ? Progress.DELIVERED : last ? Progress.GIVEN_UP : Progress.WAITING;
            note(number, new Sent(event, payload, progress, attempt, answer));
            if (delivered || last || !rested(attempt)) {
                return;
            }
        }
    }

    private String tryOnce(String jws) {
        URI to = feed;
        if (to == null) {
            return "no feed yet: set-up has not finished";
        }
        return post(HttpRequest.newBuilder(to)
                .header("Content-Type", "application/jwt")
                .POST(HttpRequest.BodyPublishers.ofString(jws)));
    }

    /** Waits longer after each try; false when the server stops meanwhile. */
    private boolean rested(int attempt) {
        try {
            Thread.sleep(pause.multipliedBy(1L << (attempt - 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
