package org.cairn.lti.registration;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cairn.platform.Family;

/** What an administrator clicks in which platform, as message keys in order. */
final class Steps {

    private Steps() {}

    /** Where to paste the link. */
    static List<String> paste(Family family) {
        return keys(
                "paste",
                family,
                switch (family) {
                    case CANVAS -> 3;
                    case MOODLE, OTHER -> 2;
                });
    }

    /** What the platform leaves to do when the registration is done. */
    static List<String> afterwards(Family family) {
        return keys(
                "next",
                family,
                switch (family) {
                    case CANVAS -> 4;
                    case MOODLE -> 3;
                    case OTHER -> 2;
                });
    }

    private static List<String> keys(String what, Family family, int count) {
        String code = family.name().toLowerCase(Locale.ROOT);
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "registration.%s.%s.%d".formatted(what, code, n))
                .toList();
    }
}
