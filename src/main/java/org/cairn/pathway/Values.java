package org.cairn.pathway;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads single values, and says in plain words what is wrong with one. */
final class Values {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,4})?");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(\\.\\d{1,4})?) ?%");
    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);
    private static final Duration LONGEST_GRACE = Duration.ofDays(3_660);

    private Values() {}

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** A key of a badge or a milestone; a key that YAML takes for a number is still a key. */
    static String key(Node node, String what) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!isKey(text)) {
            throw DocumentFault.at(
                    node,
                    "%s must be a key of small letters, digits and hyphens, at most 63 of them, such as 'team-charter'",
                    what);
        }
        return text;
    }

    static String text(Node node, String what, int longest) {
        if (!(node instanceof ScalarNode scalar)) {
            throw DocumentFault.at(node, "%s must be text", what);
        }
        if (!scalar.getTag().equals(Tag.STR)) {
            throw DocumentFault.at(node, "%s must be text: put it in quotes", what);
        }
        String text = scalar.getValue().strip();
        if (text.isEmpty() || text.length() > longest) {
            throw DocumentFault.at(node, "%s must be between 1 and %,d characters long", what, longest);
        }
        if (text.codePoints().anyMatch(Values::isUnfit)) {
            throw DocumentFault.at(node, "%s contains a character that cannot be shown", what);
        }
        return text;
    }

    private static boolean isUnfit(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }

    static String oneOf(Node node, String what, Set<String> words) {
        String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!words.contains(word)) {
            throw DocumentFault.at(
                    node,
                    "%s must be one of: %s",
                    what,
                    String.join(", ", words.stream().sorted().toList()));
        }
        return word;
    }

    static BigDecimal number(Node node, String what) {
        if (node instanceof ScalarNode scalar
                && NUMBERS.contains(scalar.getTag())
                && NUMBER.matcher(scalar.getValue()).matches()) {
            return new BigDecimal(scalar.getValue());
        }
        throw DocumentFault.at(node, "%s must be a number such as 3.0, with at most 4 decimals", what);
    }

    static int count(Node node, String what) {
        BigDecimal number = number(node, what);
        if (number.stripTrailingZeros().scale() > 0) {
            throw DocumentFault.at(node, "%s must be a whole number", what);
        }
        return number.intValueExact();
    }

    /** A share written as {@code 80%}; {@code 0.8} and {@code 80} could each be meant otherwise and are refused. */
    static BigDecimal percent(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw DocumentFault.at(node, "%s must be a percentage such as 80%%", what);
        }
        var matcher = PERCENT.matcher(scalar.getValue());
        if (!matcher.matches()) {
            throw DocumentFault.at(node, "%s must be a percentage such as 80%%%s", what, hint(scalar));
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw DocumentFault.at(node, "%s must be more than 0%% and at most 100%%", what);
        }
        return percent.movePointLeft(2);
    }

    private static String hint(ScalarNode scalar) {
        if (!NUMBERS.contains(scalar.getTag())
                || !NUMBER.matcher(scalar.getValue()).matches()) {
            return "";
        }
        BigDecimal number = new BigDecimal(scalar.getValue());
        BigDecimal percent = number.compareTo(BigDecimal.ONE) <= 0 ? number.movePointRight(2) : number;
        return ": did you mean %s%%?".formatted(percent.stripTrailingZeros().toPlainString());
    }

    /** The last instant that still counts: of a bare date, its end in UTC. */
    static Instant until(Node node) {
        String text = text(node, "'until'", 40);
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusNanos(1_000)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw DocumentFault.at(
                    node, "'until' must be a date such as 2026-05-31, or an instant such as 2026-05-31T17:00:00Z");
        }
    }

    static Duration grace(Node node) {
        String text = text(node, "'grace'", 40);
        try {
            Duration duration = Duration.parse(text);
            if (duration.isPositive() && duration.compareTo(LONGEST_GRACE) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // falls through to the one message for all that is no duration of ours
        }
        throw DocumentFault.at(node, "'grace' must be a length of time such as P14D (fourteen days) or PT12H");
    }

    static String webAddress(Node node, String what) {
        String text = text(node, what, 2_000);
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // falls through to the one message
        }
        throw DocumentFault.at(node, "%s must be a web address that begins with https://", what);
    }
}
