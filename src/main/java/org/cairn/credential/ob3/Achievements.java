package org.cairn.credential.ob3;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.credential.proof.Texts;
import org.cairn.credential.proof.Uris;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Badge.Skill;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Badges as Open Badges achievements.
 *
 * @see <a href="https://www.imsglobal.org/spec/ob/v3p0#achievement">Open Badges 3.0, Achievement</a>
 */
public final class Achievements {

    private Achievements() {}

    /**
     * Returns the achievement.
     *
     * @param url the public address of the badge, which is its id
     */
    public static ObjectNode of(Badge badge, String url, List<String> criteria) {
        ObjectNode achievement = JsonNodeFactory.instance.objectNode().put("id", url);
        achievement.putArray("type").add("Achievement");
        achievement.put("achievementType", badge.isStack() ? "MicroCredential" : "Badge");
        achievement.put("name", Texts.clean(badge.title()));
        achievement.put("description", description(badge));
        achievement.put("humanCode", Texts.clean(badge.key()));
        achievement.put("version", Integer.toString(badge.version()));
        achievement.putObject("criteria").put("narrative", Texts.clean(Criteria.narrative(criteria)));
        if (badge.credits().signum() > 0) {
            achievement.put("creditsAvailable", plain(badge.credits()));
        }
        alignments(achievement, badge.skills());
        tags(achievement, badge);
        return achievement;
    }

    /** The standard wants a description of everything. */
    static String description(Badge badge) {
        String description = badge.description();
        return Texts.clean(description == null || description.isBlank() ? badge.title() : description);
    }

    /** A number that is written the same way everywhere: no exponent, no trailing zeros. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A skill whose address is not a strict web address cannot be an alignment; it is a tag then. */
    private static void alignments(ObjectNode achievement, List<Skill> skills) {
        List<Skill> aligned = skills.stream().filter(Achievements::isAligned).toList();
        if (aligned.isEmpty()) {
            return;
        }
        ArrayNode alignments = achievement.putArray("alignment");
        for (Skill skill : aligned) {
            ObjectNode alignment = alignments.addObject();
            alignment.putArray("type").add("Alignment");
            alignment.put("targetName", Texts.clean(skill.name()));
            alignment.put("targetUrl", skill.url());
            if (skill.framework() != null) {
                alignment.put("targetFramework", Texts.clean(skill.framework()));
            }
        }
    }

    private static void tags(ObjectNode achievement, Badge badge) {
        Stream<String> skills =
                badge.skills().stream().filter(skill -> !isAligned(skill)).map(Skill::name);
        Set<String> tags = new LinkedHashSet<>();
        Stream.concat(Stream.of(badge.kind(), badge.level(), badge.credit()), skills)
                .filter(Objects::nonNull)
                .filter(tag -> !tag.isBlank())
                .forEach(tag -> tags.add(Texts.clean(tag)));
        if (!tags.isEmpty()) {
            tags.forEach(achievement.putArray("tag")::add);
        }
    }

    private static boolean isAligned(Skill skill) {
        return skill.url() != null && Uris.isWeb(skill.url());
    }
}
