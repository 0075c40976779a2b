package org.cairn.ingest.upload;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.ingest.Complaint;
import org.cairn.ingest.reading.Times;

/** Numbers, days and yes or no as people write them into tables. */
final class Cells {

    private static final Pattern COMMA = Pattern.compile("-?\\d{1,20},\\d{1,12}");
    private static final Pattern TWO_WAYS = Pattern.compile("-?[1-9]\\d{0,2},\\d{3}");
    private static final Set<String> YES = Set.of(
            "yes", "y", "true", "1", "x", "✓", "✔", "done", "complete", "completed", "passed", "ja", "oui", "si", "sí");
    private static final Set<String> NO = Set.of(
            "no", "n", "false", "0", "-", "✗", "incomplete", "not completed", "not complete", "failed", "nein", "non");
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
        String bare = (percent ? cell.substring(0, cell.length() - 1) : cell).strip();
        if (TWO_WAYS.matcher(bare).matches()) {
            throw new Wrong(Complaint.of("cell.two-ways", shown(cell)));
        }
        String plain = COMMA.matcher(bare).matches() ? bare.replace(',', '.') : bare;
        if (!plain.matches("-?\\d{1,20}(\\.\\d{1,40})?")) {
            throw new Wrong(Complaint.of("cell.no-number", shown(cell)));
        }
        return percent ? plain + "%" : plain;
    }

    /** Yes, no, or neither of them. */
    static Optional<Boolean> yes(String cell) {
        String bare = cell.toLowerCase(Locale.ROOT);
        return YES.contains(bare) ? Optional.of(true) : NO.contains(bare) ? Optional.of(false) : Optional.empty();
    }

    /** An instant in ISO 8601; a time without a zone is one of {@code zone}, a day is its beginning. */
    static String time(String cell, ZoneId zone) throws Wrong {
        var exact = Times.parse(cell);
        if (exact.isPresent()) {
            return exact.get().toString();
        }
        for (DateTimeFormatter format : LOCAL) {
            try {
                return LocalDateTime.parse(cell, format)
                        .atZone(zone)
                        .toInstant()
                        .toString();
            } catch (DateTimeException otherwise) {
                // the next form may fit
            }
        }
        for (DateTimeFormatter format : DAYS) {
            try {
                return LocalDate.parse(cell, format)
                        .atStartOfDay(zone)
                        .toInstant()
                        .toString();
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
