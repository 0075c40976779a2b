package org.cairn.practice.world;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool's column in a gradebook.
 *
 * @param link the link to which it belongs; null for one that the tool made by itself
 * @param description what it was made from, under the names of Assignment and Grade Services 2.0
 * @param marks what stands in it, by the number of the student
 */
public record Column(
        long id,
        long course,
        String clientId,
        @Nullable Long link,
        Map<String, Object> description,
        Map<Long, Mark> marks) {

    public String label() {
        return String.valueOf(description.get("label"));
    }

    public BigDecimal maximum() {
        return new BigDecimal(String.valueOf(description.getOrDefault("scoreMaximum", 100)));
    }

    @Nullable
    public String reviewUrl() {
        return description.get("submissionReview") instanceof Map<?, ?> review
                        && review.get("url") instanceof String url
                ? url
                : null;
    }

    public boolean describedAs(String name, @Nullable String wanted) {
        return wanted == null || wanted.equals(description.get(name));
    }
}
