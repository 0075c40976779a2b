package org.cairn.ingest.xapi.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps (Data 4.5): ISO 8601, extended or basic, of calendar dates. What names no zone is read as UTC; the offset
 * {@code -00:00}, which says that the zone is not known, is refused.
 */
public final class Timestamps {

    private static final Pattern FORM = Pattern.compile("(\\d{4})(-?)(\\d{2})\\2(\\d{2})"
            + "(?:T(\\d{2})(?:(:?)(\\d{2})(?:\\6(\\d{2})(?:[.,](\\d{1,30}))?)?)?"
            + "(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern UNKNOWN_ZONE = Pattern.compile("-00(:?00)?");
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    static void check(Part part) throws Flaw {
        if (parse(part.text()).isEmpty()) {
            throw part.flaw("is not a timestamp of ISO 8601.");
        }
    }

    public static Optional<Instant> parse(@Nullable String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String zone = form.group(10);
        if (zone != null && UNKNOWN_ZONE.matcher(zone).matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(form, 1), number(form, 3), number(form, 4));
            // a leap second is the last of its minute
            LocalTime time =
                    LocalTime.of(number(form, 5), number(form, 7), Math.min(59, second(form)), nanos(form.group(9)));
            return Optional.of(date.atTime(time).toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int second(Matcher form) {
        int second = number(form, 8);
        if (second > 60) {
            throw new DateTimeException("no minute is that long");
        }
        return second;
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
    }
}
