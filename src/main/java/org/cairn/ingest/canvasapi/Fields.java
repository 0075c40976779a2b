package org.cairn.ingest.canvasapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of what Canvas answers. */
final class Fields {

    static final int LONGEST_TITLE = 500;

    private static final int DECIMALS = 12;
    private static final int MOST_DIGITS = 21;
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,20}(\\.\\d{1,40})?");

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

    /** A plain decimal; digits beyond the twelfth are cut, never rounded up to a threshold. */
    static Optional<BigDecimal> number(JsonNode object, String field) {
        JsonNode value = object.path(field);
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isString()
                && PLAIN_DECIMAL.matcher(value.stringValue()).matches()) {
            number = new BigDecimal(value.stringValue());
        }
        if (number == null || number.precision() - (long) number.scale() > MOST_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(tidy(Numbers.cut(number)));
    }

    static Optional<BigDecimal> points(JsonNode object, String field) {
        return number(object, field).filter(points -> points.signum() > 0);
    }

    /** How much of the whole, below one as long as not all is done. */
    static BigDecimal share(BigDecimal done, BigDecimal all) {
        return tidy(done.max(BigDecimal.ZERO).min(all).divide(all, DECIMALS, RoundingMode.DOWN));
    }

    private static BigDecimal tidy(BigDecimal number) {
        BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
