package org.cairn.ingest.canvasapi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of what Canvas answers. */
final class Fields {

    static final int LONGEST_TITLE = 500;

    private Fields() {}

    static boolean has(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && value.stringValue().isBlank());
    }

    static boolean flag(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }

    static String text(JsonNode object, String field) {
        String text = Texts.of(object, field);
        return text == null ? "" : text;
    }

    static @Nullable String title(JsonNode object, String field) {
        return Texts.clean(Texts.of(object, field), LONGEST_TITLE);
    }

    static Optional<Instant> time(JsonNode object, String field) {
        return Times.parse(Texts.of(object, field));
    }

    /** A number of which there can be so much. */
    static Optional<BigDecimal> points(JsonNode object, String field) {
        return Numbers.of(object, field).filter(points -> points.signum() > 0);
    }
}
