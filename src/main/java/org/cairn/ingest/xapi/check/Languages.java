package org.cairn.ingest.xapi.check;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Language tags (RFC 5646) and maps of them (Data 4.2). */
final class Languages {

    private static final Pattern TAG = Pattern.compile(
            "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})" // language, with its extensions
                    + "(?:-[a-z]{4})?" // script
                    + "(?:-(?:[a-z]{2}|[0-9]{3}))?" // region
                    + "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*" // variants
                    + "(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*" // extensions
                    + "(?:-x(?:-[a-z0-9]{1,8})+)?" // private use
                    + "|x(?:-[a-z0-9]{1,8})+",
            Pattern.CASE_INSENSITIVE);

    /** Tags of old that do not fit the rules; those that do are not named. */
    private static final Set<String> IRREGULAR = Set.of(
            "en-gb-oed",
            "i-ami",
            "i-bnn",
            "i-default",
            "i-enochian",
            "i-hak",
            "i-klingon",
            "i-lux",
            "i-mingo",
            "i-navajo",
            "i-pwn",
            "i-tao",
            "i-tay",
            "i-tsu",
            "sgn-be-fr",
            "sgn-be-nl",
            "sgn-ch-de");

    /** Far beyond any (RFC 5646, section 4.4.1, asks for 35): a pattern with repeated groups costs stack for each. */
    private static final int LONGEST = 200;

    private Languages() {}

    static void tag(Part part) throws Flaw {
        if (!isTag(part.text())) {
            throw part.flaw("is not a language tag of RFC 5646.");
        }
    }

    static void map(Part part) throws Flaw {
        part.anyObject();
        for (Map.Entry<String, JsonNode> entry : part.node().properties()) {
            if (!isTag(entry.getKey())) {
                throw part.flaw("has a key that is not a language tag of RFC 5646.");
            }
            new Part(part.place() + "." + entry.getKey(), entry.getValue()).text();
        }
    }

    static boolean isTag(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return IRREGULAR.contains(lower) || TAG.matcher(lower).matches() && saysNothingTwice(lower);
    }

    /** A variant, or the singleton of an extension, stands once in a tag (RFC 5646, sections 2.2.5 and 2.2.6). */
    private static boolean saysNothingTwice(String tag) {
        Set<String> seen = new HashSet<>();
        boolean extending = false;
        for (String part : tag.substring(tag.indexOf('-') + 1).split("-")) {
            if (part.equals("x")) {
                return true;
            }
            boolean singleton = part.length() == 1;
            extending |= singleton;
            boolean variant =
                    !extending && (part.length() > 4 || part.length() == 4 && Character.isDigit(part.charAt(0)));
            if ((singleton || variant) && !seen.add(part)) {
                return false;
            }
        }
        return true;
    }
}
