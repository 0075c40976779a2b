package org.cairn.credential;

import java.math.BigDecimal;
import java.util.List;
import org.cairn.pathway.Badge;
import org.jspecify.annotations.Nullable;

/**
 * What the public page of a published badge shows.
 *
 * @param criteria sentences, all of which are needed
 * @param credits what it counts where credits are summed; 0 for none
 * @param components the badges that it is stacked on; empty for a badge that is no stack
 */
public record PublicBadge(
        String key,
        int version,
        String title,
        @Nullable String description,
        List<String> criteria,
        String issuer,
        String issuerPath,
        List<Badge.Skill> skills,
        BigDecimal credits,
        List<Link> components) {

    /** The title of a badge and the path of its page. */
    public record Link(String title, String path) {}
}
