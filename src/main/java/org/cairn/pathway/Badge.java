package org.cairn.pathway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What can be earned: one version of an Open Badges achievement.
 *
 * @param milestones titles by key, in the author's order
 * @param credits what the badge counts where credits are summed; 0 for none
 * @param criteria what the author says must be done, in words; null where the rule says it all
 */
public record Badge(
        InstitutionId institution,
        String key,
        int version,
        State state,
        String title,
        @Nullable String description,
        @Nullable String level,
        @Nullable String credit,
        @Nullable String kind,
        BigDecimal credits,
        List<Skill> skills,
        Map<String, String> milestones,
        Rule rule,
        OnRegrade onRegrade,
        @Nullable String criteria) {

    public Badge {
        skills = List.copyOf(skills);
        milestones = Collections.unmodifiableMap(new LinkedHashMap<>(milestones));
    }

    /** A badge whose criteria are nothing but its rule. */
    public Badge(
            InstitutionId institution,
            String key,
            int version,
            State state,
            String title,
            @Nullable String description,
            @Nullable String level,
            @Nullable String credit,
            @Nullable String kind,
            BigDecimal credits,
            List<Skill> skills,
            Map<String, String> milestones,
            Rule rule,
            OnRegrade onRegrade) {
        this(
                institution,
                key,
                version,
                state,
                title,
                description,
                level,
                credit,
                kind,
                credits,
                skills,
                milestones,
                rule,
                onRegrade,
                null);
    }

    /** A draft awards nothing. */
    public enum State {
        DRAFT,
        PUBLISHED
    }

    /** A skill that the badge speaks for, in somebody's framework. */
    public record Skill(
            String name,
            @Nullable String framework,
            @Nullable String url) {}

    /** What happens to an award whose rule no longer holds. */
    public sealed interface OnRegrade {
        record Keep() implements OnRegrade {}

        record Flag() implements OnRegrade {}

        record Grace(Duration duration) implements OnRegrade {}

        record Revoke() implements OnRegrade {}
    }

    /** The same badge as another version. */
    Badge as(int otherVersion, State otherState) {
        return new Badge(
                institution,
                key,
                otherVersion,
                otherState,
                title,
                description,
                level,
                credit,
                kind,
                credits,
                skills,
                milestones,
                rule,
                onRegrade,
                criteria);
    }

    /** True when the other says exactly the same, whatever its version. */
    boolean saysTheSameAs(Badge other) {
        return equals(other.as(version, state))
                && List.copyOf(milestones.keySet()).equals(List.copyOf(other.milestones.keySet()));
    }

    /** True for a badge whose rule names other badges. */
    public boolean isStack() {
        return !components().isEmpty();
    }

    /** The keys of the badges that the rule names, in its order. */
    public List<String> components() {
        return Components.of(rule);
    }
}
