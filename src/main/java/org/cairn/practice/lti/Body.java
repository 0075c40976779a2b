package org.cairn.practice.lti;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.cairn.practice.Manner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that a tool sent to a service. */
public record Body(Manner manner, Map<String, Object> fields) {

    public static Body of(Manner manner, JsonMapper json, String text) {
        try {
            Map<String, Object> fields = json.readValue(text, new TypeReference<Map<String, Object>>() {});
            return new Body(manner, fields == null ? Map.of() : fields);
        } catch (JacksonException e) {
            throw new Refusal(manner, 400, "the body is not a JSON object");
        }
    }

    public String needs(String name, int otherwise) {
        if (fields.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new Refusal(manner, otherwise, name + " is required");
    }

    /** The number; null where there is none, or something else. */
    @Nullable
    public BigDecimal number(String name) {
        return fields.get(name) instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    @Nullable
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** When the score was given: ISO 8601 with a zone. */
    public Instant timestamp(int otherwise) {
        try {
            return OffsetDateTime.parse(needs("timestamp", otherwise)).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal(manner, 400, "timestamp is not an ISO 8601 moment");
        }
    }
}
