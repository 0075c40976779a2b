package org.cairn.ingest.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Exact decimals as events hold them, written as numbers or as text. */
public final class Numbers {

    private static final int DECIMALS = 12;
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,20}(\\.\\d{1,40})?");
    private static final BigDecimal LARGEST = new BigDecimal("1e20");

    private Numbers() {}

    /** Reads a plain decimal; digits beyond the twelfth are cut, never rounded up to a threshold. */
    public static Optional<BigDecimal> of(JsonNode object, String field) {
        JsonNode value = object.path(field);
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isString()
                && PLAIN_DECIMAL.matcher(value.stringValue()).matches()) {
            number = new BigDecimal(value.stringValue());
        }
        if (number == null
                || number.precision() - (long) number.scale() > 21
                || number.abs().compareTo(LARGEST) >= 0) {
            return Optional.empty();
        }
        return Optional.of(tidy(cut(number)));
    }

    /**
     * Cuts what stands behind the twelfth digit. What is smaller than that is nothing at once: {@code 1e-500000000} is
     * twelve characters long, and would be divided by a number of two hundred megabytes.
     */
    public static BigDecimal cut(BigDecimal number) {
        if (number.scale() <= DECIMALS) {
            return number;
        }
        boolean nothing = number.signum() == 0 || number.precision() - (long) number.scale() <= -DECIMALS;
        return nothing ? BigDecimal.ZERO : number.setScale(DECIMALS, RoundingMode.DOWN);
    }

    /** How much of the whole a part is: between 0 and 1, never rounded up. */
    public static BigDecimal share(BigDecimal part, BigDecimal whole) {
        BigDecimal share = part.divide(whole, DECIMALS, RoundingMode.DOWN);
        return tidy(share.max(BigDecimal.ZERO).min(BigDecimal.ONE));
    }

    private static BigDecimal tidy(BigDecimal number) {
        BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
