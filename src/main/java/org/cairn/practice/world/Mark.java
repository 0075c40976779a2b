package org.cairn.practice.world;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one cell of a tool's column.
 *
 * @param points in the column's own measure; null where nothing stands
 * @param given what the tool gave, out of {@code of}; null where it gave nothing
 * @param byTeacher true when the teacher wrote over it
 * @param attempts how many submissions the scores made
 */
public record Mark(
        @Nullable BigDecimal points,
        @Nullable BigDecimal given,
        @Nullable BigDecimal of,
        @Nullable String comment,
        Instant at,
        boolean byTeacher,
        int attempts) {

    /** Converts points out of one maximum to points out of another. */
    public static BigDecimal scaled(BigDecimal points, BigDecimal from, BigDecimal to) {
        return plain(points.multiply(to).divide(from, 5, RoundingMode.HALF_UP));
    }

    /** The points, as a person would write them. */
    public String shown() {
        return points == null ? "" : plain(points).toPlainString();
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
