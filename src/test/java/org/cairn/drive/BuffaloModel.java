package org.cairn.drive;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The Buffalo model, three milestone badges that stack to an achievement, and a second opinion on who has earned what
 * since when, computed from the grades alone without any of Cairn's own code. Every badge is revoked when its rule no longer
 * holds, so that what is held in the end does not depend on what was heard first.
 */
public final class BuffaloModel {

    public static final List<String> MILESTONES = List.of("pbl-preparation", "pbl-engagement", "pbl-reflection");
    public static final String STACK = "pbl-achievement";

    public static final String YAML = """
            badge: pbl-preparation
            title: "Project-Based Collaboration: Preparation"
            milestones: {charter: Team charter}
            rule:
              score: {of: charter, at-least: 80%}
            on-regrade: revoke
            ---
            badge: pbl-engagement
            title: "Project-Based Collaboration: Engagement"
            milestones: {prototype: Prototype}
            rule:
              score: {of: prototype, at-least: 70%}
            on-regrade: revoke
            ---
            badge: pbl-reflection
            title: "Project-Based Collaboration: Reflection"
            milestones: {essay: Reflection essay}
            rule:
              score: {of: essay, at-least: 80%}
            on-regrade: revoke
            ---
            badge: pbl-achievement
            title: "Project-Based Collaboration: Achievement"
            rule:
              all: [{holds: pbl-preparation}, {holds: pbl-engagement}, {holds: pbl-reflection}]
            on-regrade: revoke
            """;

    private static final List<String> KEYS = List.of("charter", "prototype", "essay");
    private static final List<BigDecimal> BARS =
            List.of(new BigDecimal("80"), new BigDecimal("70"), new BigDecimal("80"));
    private static final long FIRST_ASSIGNMENT = 355;

    /** A grade out of a hundred for one of the three milestones. */
    public record Grade(long student, int milestone, BigDecimal score, Instant at) {
        public long assignment() {
            return FIRST_ASSIGNMENT + milestone;
        }
    }

    private BuffaloModel() {}

    /** The bindings of the three milestones, ids written as global ones, as JSON. */
    public static String bindings(String platform, long course) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 3; i++) {
            json.append(i == 0 ? "" : ",")
                    .append(
                            "{\"badge\":\"%s\",\"milestone\":\"%s\",\"platform\":\"%s\",\"course\":\"%d\",\"activity\":\"assignment:%d\"}"
                                    .formatted(
                                            MILESTONES.get(i),
                                            KEYS.get(i),
                                            platform,
                                            CanvasWriter.SHARD + course,
                                            CanvasWriter.SHARD + FIRST_ASSIGNMENT + i));
        }
        return json.append("]").toString();
    }

    /** Which badges each student holds since when, by student and badge. */
    public static Map<Long, Map<String, Instant>> expected(List<Grade> grades) {
        Map<Long, Map<String, Instant>> held = new TreeMap<>();
        grades.stream().collect(Collectors.groupingBy(Grade::student)).forEach((student, ofOne) -> {
            Map<String, Instant> badges = badges(ofOne);
            if (!badges.isEmpty()) {
                held.put(student, badges);
            }
        });
        return held;
    }

    private static Map<String, Instant> badges(List<Grade> ofOne) {
        Map<String, Instant> badges = new LinkedHashMap<>();
        for (int milestone = 0; milestone < 3; milestone++) {
            String badge = MILESTONES.get(milestone);
            metSince(milestone, ofOne).ifPresent(since -> badges.put(badge, since));
        }
        if (badges.size() == 3) {
            badges.put(
                    STACK,
                    badges.values().stream().max(Comparator.naturalOrder()).orElseThrow());
        }
        return badges;
    }

    /** Since when the score has been good enough without a break until the last grade. */
    private static Optional<Instant> metSince(int milestone, List<Grade> ofOne) {
        Instant since = null;
        List<Grade> inOrder = ofOne.stream()
                .filter(grade -> grade.milestone() == milestone)
                .sorted(Comparator.comparing(Grade::at))
                .toList();
        for (Grade grade : inOrder) {
            boolean enough = grade.score().compareTo(BARS.get(milestone)) >= 0;
            since = !enough ? null : since == null ? grade.at() : since;
        }
        return Optional.ofNullable(since);
    }
}
