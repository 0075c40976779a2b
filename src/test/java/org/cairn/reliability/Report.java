package org.cairn.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.cairn.drive.ApiClient;
import tools.jackson.databind.JsonNode;

/** What a run saw, as a table that is printed whether the run succeeds or not. */
final class Report {

    private final StringBuilder table = new StringBuilder();
    private final long begin = System.nanoTime();

    Report(String title) {
        table.append("\n### ").append(title).append("\n\n| what | count |\n| --- | ---: |\n");
    }

    void row(String what, Object value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    void note(String when, Flood flood) {
        row(when, "%.0f s".formatted((System.nanoTime() - begin) / 1e9));
        row("… answered 2xx", number(flood.answered()));
        row("… answered otherwise", number(flood.refused()) + " " + flood.refusals());
        row("… not answered (node down or killed)", number(flood.unreached()));
        row("… slowest answer", String.format(Locale.ROOT, "%.1f s", flood.slowestSeconds()));
    }

    /** Waits until all is worked off, then compares with the model. */
    void settled(ApiClient api, Term term, Duration atMost) {
        // what a node kept aside while the database was away may still be on its way
        ApiClient.await(atMost, () -> {
            JsonNode tally = api.get("/api/ingestion");
            return tally.path("received").asInt() >= term.events()
                    && tally.path("waiting").asInt() == 0
                    && tally.path("parked").asInt() == 0;
        });
        api.awaitSettled(atMost);
        row("settled after", "%.0f s".formatted((System.nanoTime() - begin) / 1e9));
        JsonNode tally = api.get("/api/ingestion");
        row("messages kept", number(tally.path("received").asInt()));
        row("duplicates absorbed", number(tally.path("duplicates").asInt()));
        row("parked", tally.path("parked"));
        row("quarantined", tally.path("quarantined"));
        Map<Long, Map<String, Instant>> expected = term.expected();
        Map<Long, Map<String, Instant>> held = term.held(api);
        row("awards the model expects", number(count(expected)));
        row("awards held", number(count(held)));
        long missing = notIn(expected, held);
        long tooMany = notIn(held, expected);
        row("expected and not held so", missing);
        row("held and not expected so", tooMany);
        assertThat(tally.path("received").asInt()).isEqualTo(term.events());
        assertThat(tally.path("quarantined").asInt()).isZero();
        assertThat(missing).as("lost").isZero();
        assertThat(tooMany).as("wrong or double").isZero();
    }

    private static int count(Map<Long, Map<String, Instant>> awards) {
        return awards.values().stream().mapToInt(Map::size).sum();
    }

    /** Badge, student and the instant it was earned must be the same. */
    private static long notIn(Map<Long, Map<String, Instant>> one, Map<Long, Map<String, Instant>> other) {
        return one.entrySet().stream()
                .mapToLong(student -> student.getValue().entrySet().stream()
                        .filter(badge -> !badge.getValue()
                                .equals(other.getOrDefault(student.getKey(), Map.of())
                                        .get(badge.getKey())))
                        .count())
                .sum();
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    void print() {
        System.out.println(table);
    }
}
