package org.cairn.web.api;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.lti.Family;

/** Reads ids of courses and activities as scripts have them, and gives the form in which they are stored. */
final class OwnIds {

    private static final Pattern TYPED = Pattern.compile("([a-z][a-z0-9-]*):(\\S.*)");
    private static final Pattern WITH_SHARD = Pattern.compile("\\d{1,9}~(\\d{1,13})");
    private static final Pattern DIGITS = Pattern.compile("\\d{14,19}");
    /** Canvas: a global id is the shard times this, plus the local id. */
    private static final BigInteger SHARD = BigInteger.TEN.pow(13);

    private OwnIds() {}

    static String course(Family family, String id) {
        return family == Family.CANVAS ? local(id) : id;
    }

    static String activity(Family family, String text) {
        if (text.equals("course")) {
            return text;
        }
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches() || !isKnown(family, typed.group(1))) {
            throw ApiProblem.badRequest(
                            "'%s' is not an activity; write 'course', or one of %s with the platform's own id behind a colon."
                                    .formatted(text, String.join(", ", types(family))))
                    .with("field", "activity");
        }
        return typed.group(1) + ":" + (family == Family.CANVAS ? local(typed.group(2)) : typed.group(2));
    }

    private static String local(String id) {
        Matcher withShard = WITH_SHARD.matcher(id);
        if (withShard.matches()) {
            return new BigInteger(withShard.group(1)).toString();
        }
        return DIGITS.matcher(id).matches() ? new BigInteger(id).mod(SHARD).toString() : id;
    }

    private static boolean isKnown(Family family, String type) {
        return family == Family.OTHER || types(family).contains(type);
    }

    private static List<String> types(Family family) {
        return switch (family) {
            case CANVAS -> List.of("assignment", "quiz", "module", "outcome", "line-item", "xapi", "caliper");
            case MOODLE -> List.of("cm", "line-item", "xapi", "caliper");
            case OTHER -> List.of("assignment", "quiz", "module", "outcome", "cm", "line-item", "xapi", "caliper");
        };
    }
}
