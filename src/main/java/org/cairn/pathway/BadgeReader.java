package org.cairn.pathway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.pathway.Badge.OnRegrade;
import org.cairn.pathway.Badge.Skill;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads badges from YAML documents. */
final class BadgeReader {

    private static final Set<String> CREDIT = Set.of("credit", "non-credit", "non-credit-with-path-to-credit");
    private static final Set<String> ON_REGRADE = Set.of("keep", "flag", "revoke");
    private static final int MOST_MILESTONES = 200;
    private static final int MOST_SKILLS = 100;

    private BadgeReader() {}

    /** A badge as it was read, with the document it was read from. */
    record Read(Badge badge, String text) {}

    /** Reads every document of the text, each as version 0. */
    static List<Read> readAll(InstitutionId institution, String text) throws Pathways.BadDocument {
        try {
            List<Read> badges = new ArrayList<>();
            Map<String, Integer> lines = new HashMap<>();
            for (YamlDocuments.Document document : YamlDocuments.read(text)) {
                Badge badge = badge(institution, Fields.of(document.root(), "A badge"));
                Integer before = lines.put(badge.key(), DocumentFault.lineOf(document.root()));
                if (before != null) {
                    throw DocumentFault.at(
                            document.root(), "The badge '%s' stands in line %d already", badge.key(), before);
                }
                badges.add(new Read(badge, document.text()));
            }
            if (badges.isEmpty()) {
                throw new DocumentFault(1, "There is no badge in this text");
            }
            return badges;
        } catch (DocumentFault e) {
            throw new Pathways.BadDocument(e.line(), e.reason());
        }
    }

    private static Badge badge(InstitutionId institution, Fields fields) {
        String key = Values.key(fields.need("badge", "A badge"), "'badge'");
        Map<String, String> milestones = milestones(fields.take("milestones"));
        Badge badge = new Badge(
                institution,
                key,
                0,
                Badge.State.DRAFT,
                Values.text(fields.need("title", "The badge '" + key + "'"), "'title'", 200),
                text(fields, "description", 5_000),
                text(fields, "level", 60),
                oneOf(fields, "credit", CREDIT),
                text(fields, "kind", 60),
                credits(fields.take("credits")),
                skills(fields.take("skills")),
                milestones,
                rule(fields, key, milestones),
                onRegrade(fields.take("on-regrade")),
                text(fields, "criteria", 10_000));
        fields.noMore("A badge");
        return badge;
    }

    private static @Nullable String text(Fields fields, String name, int longest) {
        Node node = fields.take(name);
        return node == null ? null : Values.text(node, "'" + name + "'", longest);
    }

    private static @Nullable String oneOf(Fields fields, String name, Set<String> words) {
        Node node = fields.take(name);
        return node == null ? null : Values.oneOf(node, "'" + name + "'", words);
    }

    private static BigDecimal credits(@Nullable Node node) {
        return node == null ? BigDecimal.ZERO : Values.number(node, "'credits'");
    }

    private static Rule rule(Fields fields, String key, Map<String, String> milestones) {
        return new RuleReader(key, milestones).read(fields.need("rule", "The badge '" + key + "'"));
    }

    private static Map<String, String> milestones(@Nullable Node node) {
        Map<String, String> milestones = new LinkedHashMap<>();
        if (node == null) {
            return milestones;
        }
        Fields fields = Fields.of(node, "'milestones'");
        fields.all().forEach((name, title) -> {
            String key = Values.key(fields.keyOf(name), "A milestone");
            milestones.put(key, Values.text(title, "The title of '" + key + "'", 200));
        });
        if (milestones.size() > MOST_MILESTONES) {
            throw DocumentFault.at(node, "A badge may have at most %d milestones", MOST_MILESTONES);
        }
        return milestones;
    }

    private static List<Skill> skills(@Nullable Node node) {
        List<Skill> skills = new ArrayList<>();
        for (Node each : node == null ? List.<Node>of() : Fields.list(node, "'skills'")) {
            skills.add(skill(each));
        }
        if (node != null && skills.size() > MOST_SKILLS) {
            throw DocumentFault.at(node, "A badge may have at most %d skills", MOST_SKILLS);
        }
        return skills;
    }

    private static Skill skill(Node node) {
        if (node instanceof ScalarNode) {
            return new Skill(Values.text(node, "A skill", 200), null, null);
        }
        Fields fields = Fields.of(node, "A skill");
        String name = Values.text(fields.need("name", "A skill"), "'name'", 200);
        String framework = text(fields, "framework", 200);
        Node url = fields.take("url");
        fields.noMore("A skill");
        return new Skill(name, framework, url == null ? null : Values.webAddress(url, "'url'"));
    }

    private static OnRegrade onRegrade(@Nullable Node node) {
        if (node == null) {
            return new OnRegrade.Keep();
        }
        if (node instanceof MappingNode) {
            Fields fields = Fields.of(node, "'on-regrade'");
            var grace = new OnRegrade.Grace(Values.grace(fields.need("grace", "'on-regrade'")));
            fields.noMore("'on-regrade'");
            return grace;
        }
        return switch (Values.oneOf(node, "'on-regrade' (or {grace: P14D})", ON_REGRADE)) {
            case "flag" -> new OnRegrade.Flag();
            case "revoke" -> new OnRegrade.Revoke();
            default -> new OnRegrade.Keep();
        };
    }
}
