package org.cairn.ingest.upload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.reading.Times;

/** Numbers, days and yes or no as people write them into tables. */
final class Cells {

    /** Groups of three digits before a decimal mark: with two different marks there is one way to read them. */
    private static final Pattern GROUPED = Pattern.compile(
            "-?[1-9]\\d{0,2}(?<group>[ \\u00a0\\u202f.,'’])\\d{3}(?:\\k<group>\\d{3}){0,5}(?<mark>[.,])\\d{1,12}");

    private static final Pattern COMMA = Pattern.compile("-?\\d{1,20},\\d{1,12}");
    private static final Pattern TWO_WAYS = Pattern.compile("-?[1-9]\\d{0,2},\\d{3}");
    private static final Set<String> YES = Set.of(
            "yes",
            "y",
            "true",
            "1",
            "x",
            "✓",
            "✔",
            "done",
            "complete",
            "completed",
            "completed (achieved pass grade)",
            "passed",
            "ja",
            "oui",
            "si",
            "sí");
    private static final Set<String> NO = Set.of(
            "no",
            "n",
            "false",
            "0",
            "-",
            "✗",
            "incomplete",
            "not completed",
            "not complete",
            "completed (did not achieve pass grade)",
            "failed",
            "nein",
            "non");
    private static final List<DateTimeFormatter> LOCAL = List.of(
            format("uuuu-MM-dd HH:mm[:ss]"), format("uuuu-MM-dd'T'HH:mm[:ss]"), format("dd.MM.uuuu HH:mm[:ss]"));
    private static final List<DateTimeFormatter> DAYS = List.of(format("uuuu-MM-dd"), format("dd.MM.uuuu"));

    private Cells() {}

    /** Says what is wrong with a cell, or with its row; its message is the text of {@link Complaint}s. */
    static final class Wrong extends Exception {

        private final List<Complaint> why;

        Wrong(Complaint why) {
            this(List.of(why));
        }

        Wrong(List<Complaint> why) {
            super(Complaint.text(why), null, false, false);
            this.why = List.copyOf(why);
        }

        /** The same, and where it is. */
        Wrong in(Complaint place) {
            return new Wrong(Stream.concat(Stream.of(place), why.stream()).toList());
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** A number, perhaps with a percent sign, with a point where the file has a decimal comma. */
    static String number(String cell) throws Wrong {
        boolean percent = cell.endsWith("%");
        String bare =
                bare(percent ? cell.substring(0, cell.length() - 1) : cell).replace('−', '-');
        if (TWO_WAYS.matcher(bare).matches()) {
            throw new Wrong(Complaint.of("cell.two-ways", shown(cell)));
        }
        String plain = ungrouped(bare);
        plain = COMMA.matcher(plain).matches() ? plain.replace(',', '.') : plain;
        if (!plain.matches("-?\\d{1,20}(\\.\\d{1,40})?")) {
            throw new Wrong(Complaint.of("cell.no-number", shown(cell)));
        }
        return percent ? plain + "%" : plain;
    }

    private static String ungrouped(String number) {
        Matcher grouped = GROUPED.matcher(number);
        return grouped.matches() && !grouped.group("group").equals(grouped.group("mark"))
                ? number.replace(grouped.group("group"), "")
                : number;
    }

    /** Without the blanks at its ends, those included that nobody sees and that come with what was copied from elsewhere. */
    static String bare(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** Yes, no, or neither of them. */
    static Optional<Boolean> yes(String cell) {
        String bare = cell.toLowerCase(Locale.ROOT);
        return YES.contains(bare) ? Optional.of(true) : NO.contains(bare) ? Optional.of(false) : Optional.empty();
    }

    /** An instant; a time without a zone is one of {@code zone}, a day is its beginning. */
    static Instant time(String cell, ZoneId zone) throws Wrong {
        var exact = Times.parse(cell);
        if (exact.isPresent()) {
            return exact.get();
        }
        for (DateTimeFormatter format : LOCAL) {
            try {
                return LocalDateTime.parse(cell, format).atZone(zone).toInstant();
            } catch (DateTimeException otherwise) {
                // the next form may fit
            }
        }
        for (DateTimeFormatter format : DAYS) {
            try {
                return LocalDate.parse(cell, format).atStartOfDay(zone).toInstant();
            } catch (DateTimeException otherwise) {
                // the next form may fit
            }
        }
        throw new Wrong(Complaint.of("cell.no-time", shown(cell)));
    }

    static String shown(String cell) {
        return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
    }
}
