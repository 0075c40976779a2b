package org.cairn.ingest.xapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a score (Data 2.4.5.1) is worth. Always of {@code raw}, {@code min} and {@code max} where they are there: Moodle's
 * {@code scaled} maps min to max onto −1 to 1, and is no share of anything.
 */
sealed interface Marks {

    /** So many points above the least, of so many possible. */
    record Points(BigDecimal points, BigDecimal possible) implements Marks {}

    /** Nothing was given. */
    record None() implements Marks {}

    /** Points that are no share of anything. */
    record NoShare() implements Marks {}

    /** A score that cannot be read. */
    record Unreadable(Unusable why) implements Marks {}

    BigDecimal NO_GRADE = BigDecimal.ONE.negate();
    int MOODLES_DIGITS = 5;

    static Marks of(JsonNode score, boolean moodles) {
        if (!score.isObject()
                || absent(score, "raw") && absent(score, "scaled")
                || moodles && isMoodlesNoGrade(score)) {
            return new None();
        }
        BigDecimal raw = number(score, "raw");
        BigDecimal leftOut = moodles && absent(score, "max") ? mostLeftOut(score) : null;
        BigDecimal max = leftOut == null ? number(score, "max") : leftOut;
        if (!absent(score, "raw") && (!absent(score, "max") || leftOut != null)) {
            BigDecimal min = absent(score, "min") ? BigDecimal.ZERO : number(score, "min");
            if (raw == null || max == null || min == null) {
                return new Unreadable(Unusable.of("score.no-number"));
            }
            return max.compareTo(min) <= 0
                    ? new NoShare()
                    : new Points(tidy(raw.subtract(min)), tidy(max.subtract(min)));
        }
        BigDecimal scaled = number(score, "scaled");
        if (scaled == null) {
            return new Unreadable(Unusable.of("score.no-max"));
        }
        if (scaled.abs().compareTo(BigDecimal.ONE) > 0) {
            return new Unreadable(Unusable.of("score.outside"));
        }
        return moodles
                ? new Points(tidy(scaled.add(BigDecimal.ONE)), BigDecimal.TWO)
                : new Points(tidy(scaled), BigDecimal.ONE);
    }

    /** Moodle writes −1 for a grade that was removed, which lies below the least, so that the plug-in leaves that out. */
    private static boolean isMoodlesNoGrade(JsonNode score) {
        BigDecimal raw = number(score, "raw");
        return raw != null && raw.compareTo(NO_GRADE) == 0 && absent(score, "min");
    }

    /** Where more was given than can be, versions of the plug-in leave out how much can be; the share tells it. */
    private static @Nullable BigDecimal mostLeftOut(JsonNode score) {
        BigDecimal raw = number(score, "raw");
        BigDecimal share = number(score, "scaled");
        return raw == null || share == null || share.compareTo(BigDecimal.ONE) <= 0
                ? null
                : raw.divide(share, MOODLES_DIGITS, RoundingMode.HALF_EVEN);
    }

    private static boolean absent(JsonNode score, String key) {
        return score.path(key).isMissingNode() || score.path(key).isNull();
    }

    private static @Nullable BigDecimal number(JsonNode score, String key) {
        return Numbers.of(score, key).orElse(null);
    }

    private static BigDecimal tidy(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
