package org.cairn.practice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.practice.LiveEvents.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
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
class EventSender implements DisposableBean {

    private static final int TRIES = 4;
    private static final int REMEMBERED = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final PracticeKey key;
    private final JsonMapper json;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService line = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("practice-events").factory());
    private volatile @Nullable URI feed;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Sent> sent = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    @Autowired
    EventSender(PracticeKey key, JsonMapper json) {
        this(key, json, Duration.ofMillis(500));
    }

    EventSender(PracticeKey key, JsonMapper json, Duration pause) {
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
    void sendTo(URI newFeed) {
        feed = newFeed;
    }

    /** Sends the event behind those sent before; the future ends when it is delivered or given up. */
    Future<?> send(Event event) {
        long number = numbers.incrementAndGet();
        String payload = json.writerWithDefaultPrettyPrinter().writeValueAsString(event.claims());
        note(number, new Sent(event, payload, Progress.WAITING, 0, "not sent yet"));
        return line.submit(() -> deliver(number, event, payload));
    }

    /** The latest events, newest first. */
    List<Sent> latest(int most) {
        return new ArrayList<>(sent.values()).stream().limit(most).toList();
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
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Content-Type", "application/jwt")
                .POST(HttpRequest.BodyPublishers.ofString(jws))
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
