package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;

/** A Moodle whose plug-in sends statements about Noor, user 7, and the badges that she may earn by them. */
abstract class StatementWorld extends SourceWorld {

    static final Instant MARCH_2 = Instant.parse("2026-03-02T09:15:00Z");

    World world;
    Way way;

    void moodle(String settings) {
        world = world(Family.MOODLE);
        way = world.feed("xapi", settings);
    }

    /** Opens a world with all badges, and Noor known in it. */
    LearnerId noorsMoodle(String settings) {
        moodle(settings);
        badges();
        return noor();
    }

    LearnerId noor() {
        return world.student(new Identifier(IdentifierKind.SUB, "7"));
    }

    void badges() {
        world.badgeForCompletion("course", "42", "course");
        world.badgeForCompletion("book", "42", "cm:501");
        world.badgeForScore("charter", "42", "cm:310");
        world.badgeForScore("quiz", "42", "cm:88");
        world.badgeForScore("scorm", "42", "cm:64");
        world.badgeForCompletion("scorm-done", "42", "cm:64");
        world.badgeForScore("lesson", "42", "cm:65");
        world.badgeForCompletion("workshop", "42", "cm:66");
    }

    String wire(String name, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("site", world.issuer, "user", "7", "other", "9"));
        all.putAll(values);
        return recorded("xapi/" + name + ".json", all);
    }

    String wire(String name) {
        return wire(name, Map.of());
    }

    static String single(String batch) {
        String bare = batch.strip();
        return bare.substring(1, bare.length() - 1);
    }

    RawHttp.Answer post(String body, String... headers) throws IOException {
        return world.post(way, "/statements", body, headers);
    }

    /** Sends a recording that is taken. */
    RawHttp.Answer send(String name) throws IOException {
        RawHttp.Answer answer = post(wire(name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** A batch of ten megabytes, of which the last statement is that of {@code graded-90}. */
    String tenMegabytes() {
        String good = wire("graded-90").strip();
        String padded = good.replace("Well argued.", "x".repeat(900_000) + "\\u0000\\ud800");
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < 11; i++) {
            batch.append(padded, 1, padded.length() - 1).append(',');
        }
        return batch.append(good, 1, good.length() - 1).append(']').toString();
    }

    /** The same in an encoding that is not UTF-8. */
    static byte[] latin(String json) {
        return json.replace("Well argued.", "Tr\u00e8s bien.").getBytes(StandardCharsets.ISO_8859_1);
    }
}
