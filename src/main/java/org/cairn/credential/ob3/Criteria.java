package org.cairn.credential.ob3;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;

/** A rule in plain English. */
public final class Criteria {

    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Map<String, String> milestones;
    private final UnaryOperator<String> badgeTitles;

    private Criteria(Map<String, String> milestones, UnaryOperator<String> badgeTitles) {
        this.milestones = milestones;
        this.badgeTitles = badgeTitles;
    }

    /**
     * Returns one sentence for each thing that the rule asks for; all of them are needed.
     *
     * @param milestones titles by key
     * @param badgeTitles gives the title of a badge by its key
     */
    public static List<String> sentences(Rule rule, Map<String, String> milestones, UnaryOperator<String> badgeTitles) {
        Criteria words = new Criteria(milestones, badgeTitles);
        List<Rule> parts = rule instanceof Rule.All all ? all.of() : List.of(rule);
        return parts.stream().map(part -> sentence(words.clause(part))).toList();
    }

    /** Returns the sentences as one text in Markdown. */
    static String narrative(List<String> sentences) {
        if (sentences.size() == 1) {
            return sentences.getFirst();
        }
        return "All of the following:\n\n- " + String.join("\n- ", sentences);
    }

    private String clause(Rule rule) {
        return switch (rule) {
            case Rule.All all -> joined(all.of(), "and");
            case Rule.Any any -> any.of().size() == 2 ? "either " + joined(any.of(), "or") : someOf(1, any.of());
            case Rule.AtLeast some -> someOf(some.count(), some.of());
            case Rule.Score score ->
                "score at least %s in %s%s"
                        .formatted(percent(score.atLeast()), milestone(score.milestone()), by(score.until()));
            case Rule.Complete complete ->
                "complete %s%s".formatted(milestone(complete.milestone()), by(complete.until()));
            case Rule.Attested attested ->
                "have %s confirmed by %s%s"
                        .formatted(milestone(attested.milestone()), somebody(attested.by()), by(attested.until()));
            case Rule.Holds holds -> "hold the badge " + badge(holds.badge());
            case Rule.Credits credits -> credits(credits);
        };
    }

    private String someOf(int count, List<Rule> of) {
        if (count == of.size()) {
            return joined(of, "and");
        }
        return "at least %d of these %d: %s"
                .formatted(
                        count,
                        of.size(),
                        String.join("; ", of.stream().map(this::inner).toList()));
    }

    private String joined(List<Rule> of, String word) {
        return list(of.stream().map(this::inner).toList(), word);
    }

    /** A group within a group stands in brackets, so that it is clear what belongs together. */
    private String inner(Rule rule) {
        boolean group = rule instanceof Rule.All || rule instanceof Rule.Any || rule instanceof Rule.AtLeast;
        return group ? "(" + clause(rule) + ")" : clause(rule);
    }

    private String credits(Rule.Credits credits) {
        List<String> from = credits.from().stream().map(this::badge).toList();
        return "collect at least %s credits from %s"
                .formatted(credits.atLeast().toPlainString(), from.size() == 1 ? from.getFirst() : list(from, "and"));
    }

    private String milestone(String key) {
        return quoted(milestones.getOrDefault(key, key));
    }

    private String badge(String key) {
        return quoted(badgeTitles.apply(key));
    }

    private static String list(List<String> parts, String word) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<String> first = new ArrayList<>(parts);
        String last = first.removeLast();
        return "%s %s %s".formatted(String.join(", ", first), word, last);
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static String by(@Nullable Instant until) {
        return until == null ? "" : " by " + UNTIL.format(until);
    }

    private static String somebody(String role) {
        boolean vowel = !role.isEmpty() && "aeiou".indexOf(Character.toLowerCase(role.charAt(0))) >= 0;
        return (vowel ? "an " : "a ") + role;
    }

    private static String quoted(String title) {
        return "“" + title + "”";
    }

    private static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ENGLISH) + clause.substring(1) + ".";
    }
}
