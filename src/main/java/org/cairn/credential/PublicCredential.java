package org.cairn.credential;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.cairn.credential.Credentials.Check;
import org.cairn.pathway.Badge;
import org.jspecify.annotations.Nullable;

/**
 * What the public page of a credential shows; nothing in it names the learner.
 *
 * @param criteria sentences, all of which were needed
 * @param issuerPath the path of the page about the issuer
 * @param badgePath the path of the page about the badge
 * @param credits what it counts where credits are summed; 0 for none
 */
public record PublicCredential(
        Credential credential,
        String title,
        @Nullable String description,
        List<String> criteria,
        String issuer,
        String issuerPath,
        String badgePath,
        Instant earnedAt,
        Instant issuedAt,
        List<Line> evidence,
        List<Badge.Skill> skills,
        BigDecimal credits,
        boolean stack,
        boolean revoked,
        List<Check> checks) {

    /**
     * One thing that the award rests on.
     *
     * @param path the path of the page about a component badge; null for anything else
     */
    public record Line(
            String name, String narrative, @Nullable String path) {}

    /** True when every check passed. */
    public boolean valid() {
        return checks.stream().allMatch(Check::passed);
    }
}
