package org.cairn;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.cairn.evidence.Activity;
import org.cairn.pathway.Binding;
import org.cairn.platform.PlatformId;

/** Badges that the tests of every room share: three milestone badges that stack to an achievement. */
public final class TestBadges {

    public static final String PREPARATION = "pbl-preparation";
    public static final String ENGAGEMENT = "pbl-engagement";
    public static final String REFLECTION = "pbl-reflection";
    public static final String ACHIEVEMENT = "pbl-achievement";

    /** Components first, as they must be published. */
    public static final List<String> BUFFALO_KEYS = List.of(PREPARATION, ENGAGEMENT, REFLECTION, ACHIEVEMENT);

    /** The four badges as an author would send them. */
    public static final String BUFFALO = """
            badge: pbl-preparation
            title: "Project-Based Collaboration: Preparation"
            description: The team knows what it wants, who does what, and how it will decide.
            level: undergraduate
            credit: non-credit
            kind: co-curricular
            skills:
              - {name: Teamwork, framework: NACE, url: "https://www.naceweb.org/career-readiness/competencies/"}
            milestones:
              charter: Team charter
              kickoff: Kick-off workshop
              mentor: Mentor meeting
            rule:
              all:
                - score: {of: charter, at-least: 80%}
                - at-least: 1
                  of: [{complete: kickoff}, {attested: mentor, by: instructor}]
            on-regrade: {grace: P14D}
            ---
            badge: pbl-engagement
            title: "Project-Based Collaboration: Engagement"
            description: The team worked with a partner outside the classroom, and showed it.
            level: undergraduate
            credit: non-credit
            kind: co-curricular
            milestones: {visit: Partner visit, prototype: Prototype, review: Peer review}
            rule:
              at-least: 2
              of:
                - complete: visit
                - score: {of: prototype, at-least: 70%}
                - score: {of: review, at-least: 70%}
            on-regrade: revoke
            ---
            badge: pbl-reflection
            title: "Project-Based Collaboration: Reflection"
            description: What was learned is written down and defended.
            level: undergraduate
            credit: non-credit
            kind: co-curricular
            milestones: {essay: Reflection essay, defence: Defence}
            rule:
              all:
                - score: {of: essay, at-least: 80%}
                - complete: defence
            on-regrade: flag
            ---
            badge: pbl-achievement
            title: "Project-Based Collaboration: Achievement"
            description: All three stones lie on each other.
            level: undergraduate
            credit: non-credit
            kind: co-curricular
            rule:
              all: [{holds: pbl-preparation}, {holds: pbl-engagement}, {holds: pbl-reflection}]
            on-regrade: revoke
            """;

    /** Which activity serves which milestone of the Buffalo badges. */
    public static final Map<String, String> ACTIVITIES = Map.of(
            "charter", "assignment:101",
            "kickoff", "module:102",
            "visit", "module:201",
            "prototype", "assignment:202",
            "review", "assignment:203",
            "essay", "assignment:301",
            "defence", "module:302");

    private TestBadges() {}

    /** The Buffalo badges embedded in one course. */
    public static List<Binding> bindings(PlatformId platform, String course) {
        return List.of(
                binding(PREPARATION, "charter", platform, course),
                binding(PREPARATION, "kickoff", platform, course),
                binding(ENGAGEMENT, "visit", platform, course),
                binding(ENGAGEMENT, "prototype", platform, course),
                binding(ENGAGEMENT, "review", platform, course),
                binding(REFLECTION, "essay", platform, course),
                binding(REFLECTION, "defence", platform, course));
    }

    private static Binding binding(String badge, String milestone, PlatformId platform, String course) {
        return new Binding(badge, milestone, new Activity(platform, course, ACTIVITIES.get(milestone)), null);
    }

    /** The same binding asking for more. */
    public static Binding stricter(Binding binding, String atLeast) {
        return new Binding(binding.badge(), binding.milestone(), binding.activity(), new BigDecimal(atLeast));
    }
}
