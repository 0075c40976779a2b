package org.cairn.practice;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.DisposableBean;

/** Sends one thing after the other, and remembers what became of the latest. */
public abstract class Outbox<T> implements DisposableBean {

    private static final int REMEMBERED = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService line;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, T> sent = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    protected Outbox(String name) {
        line = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /** The latest, newest first. */
    public final List<T> latest(int most) {
        return sent.values().stream().limit(most).toList();
    }

    /** Everything that is remembered, by its number. */
    protected final Map<Long, T> remembered() {
        return sent;
    }

    /** Remembers something new, and returns its number. */
    protected final long add(T what) {
        long number = numbers.incrementAndGet();
        note(number, what);
        return number;
    }

    protected final void note(long number, T what) {
        sent.put(number, what);
        while (sent.size() > REMEMBERED) {
            sent.pollLastEntry();
        }
    }

    /** Does it behind what was to be done before. */
    protected final Future<?> behind(Runnable delivery) {
        return line.submit(delivery);
    }

    /** Posts it, and returns status and body, or in words why there is no answer. */
    protected final String post(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return (response.statusCode() + " " + response.body()).trim();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "stopped";
        }
    }

    @Override
    public final void destroy() {
        line.shutdownNow();
    }
}
