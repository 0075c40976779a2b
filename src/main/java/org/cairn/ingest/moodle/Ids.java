package org.cairn.ingest.moodle;

import java.util.Optional;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;

/** Moodle's ids: positive whole numbers, at times written as text. */
final class Ids {

    private static final String POSITIVE = "[1-9]\\d{0,17}";

    private Ids() {}

    static Optional<String> of(JsonNode object, String field) {
        return Optional.ofNullable(Texts.of(object, field)).filter(Ids::isOne);
    }

    static boolean isOne(String text) {
        return text.matches(POSITIVE);
    }
}
