package org.cairn.web.api.badge;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A share of what is possible, as people write it: text with a percent sign is a percentage, a bare number up to 1 is
 * the share itself and above 1 a percentage. So {@code "85%"}, {@code 85} and {@code 0.85} are the same; half a percent
 * is {@code "0.5%"} or {@code 0.005}.
 */
record Share(BigDecimal value) {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,10})?)\\s*%");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,10})?");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Share of(JsonNode node) {
        if (node.isNumber()) {
            return number(node.decimalValue());
        }
        String text = node.isString() ? node.stringValue().strip() : "";
        var percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return checked(new BigDecimal(percent.group(1)).movePointLeft(2));
        }
        if (NUMBER.matcher(text).matches()) {
            return number(new BigDecimal(text));
        }
        throw wrong();
    }

    private static Share number(BigDecimal number) {
        // bounds first: 1e999999999 must not be written out
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(100)) > 0 || number.scale() > 10) {
            throw wrong();
        }
        return checked(number.compareTo(BigDecimal.ONE) > 0 ? number.movePointLeft(2) : number);
    }

    private static Share checked(BigDecimal share) {
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw wrong();
        }
        return new Share(StandingView.plain(share));
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "must be a percentage such as \"85%\", a share up to 1 such as 0.85, or a number above 1 and up to 100.");
    }
}
