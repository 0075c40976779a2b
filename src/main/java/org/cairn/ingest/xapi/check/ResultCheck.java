package org.cairn.ingest.xapi.check;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Results and their scores (Data 2.4.5). */
final class ResultCheck {

    private static final Set<String> RESULT =
            Set.of("score", "success", "completion", "response", "duration", "extensions");
    private static final Set<String> SCORE = Set.of("scaled", "raw", "min", "max");

    private ResultCheck() {}

    static void check(Part part) throws Flaw {
        part.object(RESULT);
        part.optional("score", ResultCheck::score);
        part.optional("success", Part::flag);
        part.optional("completion", Part::flag);
        part.optional("response", Part::text);
        part.optional("duration", Durations::check);
        part.optional("extensions", Extensions::check);
    }

    private static void score(Part part) throws Flaw {
        part.object(SCORE);
        BigDecimal scaled = number(part, "scaled");
        BigDecimal raw = number(part, "raw");
        BigDecimal min = number(part, "min");
        BigDecimal max = number(part, "max");
        if (scaled != null && scaled.abs().compareTo(BigDecimal.ONE) > 0) {
            throw part.flaw("has a 'scaled' outside of -1 to 1.");
        }
        if (min != null && max != null && min.compareTo(max) >= 0) {
            throw part.flaw("has a 'min' that is not less than its 'max'.");
        }
        if (raw != null && (min != null && raw.compareTo(min) < 0 || max != null && raw.compareTo(max) > 0)) {
            throw part.flaw("has a 'raw' outside of 'min' to 'max'.");
        }
    }

    private static @Nullable BigDecimal number(Part part, String key) throws Flaw {
        if (!part.has(key)) {
            return null;
        }
        if (!part.at(key).node().isNumber()) {
            throw part.at(key).flaw("is not a number.");
        }
        return part.at(key).node().decimalValue();
    }
}
