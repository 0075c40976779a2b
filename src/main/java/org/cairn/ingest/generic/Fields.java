package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the fields of events, which may be numbers or text however the sender pleases. */
final class Fields {

    static final int LONGEST_TEXT = 255;

    private static final int DECIMALS = 12;
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,20}(\\.\\d{1,40})?");
    private static final BigDecimal LARGEST = new BigDecimal("1e15");

    private Fields() {}

    /** The first of these fields that says something. */
    static JsonNode first(JsonNode object, String... names) {
        return Arrays.stream(names)
                .map(object::path)
                .filter(Fields::says)
                .findFirst()
                .orElseGet(() -> object.path(names[0]));
    }

    static boolean says(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && value.stringValue().isBlank());
    }

    /** Text that can be somebody's own id or key: what is longer than any, or holds control characters, is none. */
    static Optional<String> text(JsonNode object, String... names) {
        for (String name : names) {
            String text = Texts.of(object, name);
            if (text != null && !text.isBlank()) {
                String bare = text.strip();
                return bare.length() <= LONGEST_TEXT && bare.equals(Texts.clean(bare, LONGEST_TEXT))
                        ? Optional.of(bare)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A plain decimal; digits beyond the twelfth are cut, never rounded up to a threshold. */
    static Optional<BigDecimal> number(JsonNode value) {
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isString()
                && PLAIN.matcher(value.stringValue().strip()).matches()) {
            number = new BigDecimal(value.stringValue().strip());
        }
        if (number == null
                || Math.abs((long) number.precision() - number.scale()) > 60
                || number.abs().compareTo(LARGEST) >= 0) {
            return Optional.empty();
        }
        BigDecimal cut = number.scale() > DECIMALS ? number.setScale(DECIMALS, RoundingMode.FLOOR) : number;
        BigDecimal bare = cut.stripTrailingZeros();
        return Optional.of(bare.scale() < 0 ? bare.setScale(0) : bare);
    }

    /** The number before a percent sign. */
    static Optional<BigDecimal> percent(JsonNode value) {
        if (!value.isString() || !value.stringValue().strip().endsWith("%")) {
            return Optional.empty();
        }
        String text = value.stringValue().strip();
        String bare = text.substring(0, text.length() - 1).strip();
        return number(JsonNodeFactory.instance.stringNode(bare));
    }

    /** When it happened: ISO 8601 with a zone, a day, or seconds or milliseconds since 1970. */
    static Optional<Instant> time(JsonNode event) {
        String text = timeText(event);
        if (text.matches("\\d{9,10}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (text.matches("\\d{12,13}")) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        if (saysDay(event)) {
            try {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return Times.parse(text.toUpperCase(Locale.ROOT));
    }

    static boolean saysTime(JsonNode event) {
        return says(timeField(event));
    }

    /** Whether it says on which day it happened, and no more. */
    static boolean saysDay(JsonNode event) {
        return timeText(event).matches("\\d{4}-\\d{2}-\\d{2}");
    }

    private static JsonNode timeField(JsonNode event) {
        return first(event, "time", "timecreated", "timestamp");
    }

    private static String timeText(JsonNode event) {
        JsonNode value = timeField(event);
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().toString();
        }
        return value.isString() ? value.stringValue().strip() : "";
    }
}
