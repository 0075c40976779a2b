package org.cairn.web;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.pathway.Badge;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;

/** Three milestone badges that stack to an achievement. */
public final class TestBadges {

    public static final InstitutionId INSTITUTION = new InstitutionId(new UUID(0, 1));

    public static final Badge PREPARATION = badge(
            "pbl-preparation",
            "Project-Based Collaboration: Preparation",
            milestones("charter", "Team charter", "kickoff", "Kick-off workshop", "mentor", "Mentor meeting"),
            new Rule.All(List.of(
                    new Rule.Score("charter", new BigDecimal("0.8"), null),
                    new Rule.AtLeast(
                            1,
                            List.of(
                                    new Rule.Complete("kickoff", null),
                                    new Rule.Attested("mentor", "instructor", null))))));

    public static final Badge ENGAGEMENT = badge(
            "pbl-engagement",
            "Project-Based Collaboration: Engagement",
            milestones("teamwork", "Teamwork review"),
            new Rule.Complete("teamwork", null));

    public static final Badge REFLECTION = badge(
            "pbl-reflection",
            "Project-Based Collaboration: Reflection",
            milestones("essay", "Reflection essay"),
            new Rule.Score("essay", new BigDecimal("0.8"), null));

    public static final Badge ACHIEVEMENT = badge(
            "pbl-achievement",
            "Project-Based Collaboration: Achievement",
            Map.of(),
            new Rule.All(List.of(
                    new Rule.Holds("pbl-preparation"),
                    new Rule.Holds("pbl-engagement"),
                    new Rule.Holds("pbl-reflection"))));

    private TestBadges() {}

    public static List<Badge> buffalo() {
        return List.of(PREPARATION, ENGAGEMENT, REFLECTION, ACHIEVEMENT);
    }

    public static Badge badge(String key, String title, Map<String, String> milestones, Rule rule) {
        return new Badge(
                INSTITUTION,
                key,
                1,
                Badge.State.PUBLISHED,
                title,
                "For people who build things together.",
                "undergraduate",
                "non-credit",
                "co-curricular",
                BigDecimal.ZERO,
                List.of(new Badge.Skill("Teamwork", "NACE", "https://www.naceweb.org/career-readiness/competencies/")),
                milestones,
                rule,
                new Badge.OnRegrade.Flag());
    }

    public static Map<String, String> milestones(String... keysAndTitles) {
        Map<String, String> milestones = new LinkedHashMap<>();
        for (int i = 0; i < keysAndTitles.length; i += 2) {
            milestones.put(keysAndTitles[i], keysAndTitles[i + 1]);
        }
        return milestones;
    }

    /** The badge of some other institution, or one that is not published: nobody here may learn of it. */
    public static Badge hidden(InstitutionId institution, String key, Badge.State state) {
        return new Badge(
                institution,
                key,
                1,
                state,
                "Hidden " + key,
                null,
                null,
                null,
                null,
                BigDecimal.ZERO,
                List.of(),
                milestones("one", "One"),
                new Rule.Complete("one", null),
                new Badge.OnRegrade.Keep());
    }
}
