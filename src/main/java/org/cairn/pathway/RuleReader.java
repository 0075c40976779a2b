package org.cairn.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code rule} of a badge document. */
final class RuleReader {

    private static final int MOST_NODES = 200;
    private static final int MOST_LEVELS = 20;
    private static final List<String> WORDS =
            List.of("all", "any", "score", "complete", "attested", "holds", "credits");
    private static final Set<String> ATTESTERS = Set.of("instructor", "administrator");

    private final String badge;
    private final Map<String, String> milestones;
    private int nodes;

    RuleReader(String badge, Map<String, String> milestones) {
        this.badge = badge;
        this.milestones = milestones;
    }

    Rule read(Node node) {
        return read(node, 1);
    }

    private Rule read(Node node, int level) {
        if (++nodes > MOST_NODES) {
            throw DocumentFault.at(node, "A rule may have at most %d parts", MOST_NODES);
        }
        if (level > MOST_LEVELS) {
            throw DocumentFault.at(node, "A rule may be at most %d levels deep", MOST_LEVELS);
        }
        Fields fields = Fields.of(node, "A requirement");
        try {
            return read(fields, word(fields), level);
        } catch (Rule.InvalidRule e) {
            throw DocumentFault.at(node, "%s", String.valueOf(e.getMessage()));
        }
    }

    private static String word(Fields fields) {
        List<String> words = WORDS.stream().filter(fields::has).toList();
        if (words.size() > 1) {
            throw DocumentFault.at(
                    fields.keyOf(words.get(1)),
                    "'%s' and '%s' cannot stand in one requirement: make them two, each with a dash of its own",
                    words.get(0),
                    words.get(1));
        }
        if (words.isEmpty() && !fields.has("at-least")) {
            throw DocumentFault.at(
                    fields.node(), "A requirement needs one of the words %s, at-least", String.join(", ", WORDS));
        }
        return words.isEmpty() ? "at-least" : words.getFirst();
    }

    private Rule read(Fields fields, String word, int level) {
        Node body = fields.need(word, "A requirement");
        Rule rule = switch (word) {
            case "all" -> new Rule.All(children(body, "'all'", level));
            case "any" -> new Rule.Any(children(body, "'any'", level));
            case "at-least" ->
                new Rule.AtLeast(
                        Values.count(body, "'at-least'"), children(fields.need("of", "'at-least'"), "'of'", level));
            case "score" -> score(leaf(fields, word, body));
            case "complete" -> complete(leaf(fields, word, body));
            case "attested" -> attested(leaf(fields, word, body));
            case "holds" -> new Rule.Holds(otherBadge(body, "'holds'"));
            case "credits" -> credits(Fields.of(body, "'credits'"));
            default -> throw new IllegalStateException(word);
        };
        fields.noMore("The requirement '" + word + "'");
        return rule;
    }

    private List<Rule> children(Node node, String what, int level) {
        List<Rule> children = new ArrayList<>();
        for (Node child : Fields.list(node, what)) {
            children.add(read(child, level + 1));
        }
        return children;
    }

    /** A leaf's fields may stand inside ({@code score: {of: …}}) or beside the word ({@code score: …, at-least: …}). */
    private Leaf leaf(Fields fields, String word, Node body) {
        if (body instanceof MappingNode mapping) {
            fields.add(mapping);
            return new Leaf(fields, milestone(fields.need("of", "'" + word + "'")));
        }
        return new Leaf(fields, milestone(body));
    }

    private record Leaf(Fields fields, String milestone) {
        @Nullable
        Instant until() {
            Node until = fields.take("until");
            return until == null ? null : Values.until(until);
        }
    }

    private Rule score(Leaf leaf) {
        BigDecimal atLeast = Values.percent(leaf.fields().need("at-least", "'score'"), "'at-least'");
        return new Rule.Score(leaf.milestone(), atLeast, leaf.until());
    }

    private Rule complete(Leaf leaf) {
        return new Rule.Complete(leaf.milestone(), leaf.until());
    }

    private Rule attested(Leaf leaf) {
        Node by = leaf.fields().take("by");
        String role = by == null ? "instructor" : Values.oneOf(by, "'by'", ATTESTERS);
        return new Rule.Attested(leaf.milestone(), role, leaf.until());
    }

    private Rule credits(Fields fields) {
        BigDecimal atLeast = Values.number(fields.need("at-least", "'credits'"), "'at-least'");
        List<String> from = new ArrayList<>();
        for (Node node : Fields.list(fields.need("from", "'credits'"), "'from'")) {
            from.add(otherBadge(node, "A badge in 'from'"));
        }
        nodes += from.size();
        if (nodes > MOST_NODES) {
            throw DocumentFault.at(fields.node(), "A rule may have at most %d parts", MOST_NODES);
        }
        fields.noMore("'credits'");
        return new Rule.Credits(atLeast, from);
    }

    private String milestone(Node node) {
        String key = Values.key(node, "A milestone");
        if (!milestones.containsKey(key)) {
            throw DocumentFault.at(node, "There is no milestone '%s' in this badge%s", key, known());
        }
        return key;
    }

    private String known() {
        return milestones.isEmpty()
                ? ": name it under 'milestones'"
                : ": its milestones are " + String.join(", ", milestones.keySet());
    }

    private String otherBadge(Node node, String what) {
        String key = Values.key(node, what);
        if (key.equals(badge)) {
            throw DocumentFault.at(node, "A badge cannot ask for itself");
        }
        return key;
    }
}
