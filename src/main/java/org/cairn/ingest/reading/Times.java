package org.cairn.ingest.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as Canvas writes them: ISO 8601 with a zone, and now and then {@code 2019-10-05 05:38:00 -0800}. */
public final class Times {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .appendPattern("['UTC']")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** As nearly every event has it: read several times as fast as with all that may be left out. */
    private static final DateTimeFormatter USUAL =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern ZONED = Pattern.compile(".*([+-]\\d{2}:?\\d{2}| UTC)");

    /** Before Canvas existed nothing happened in it. */
    private static final Instant EARLIEST = Instant.parse("2008-01-01T00:00:00Z");

    private Times() {}

    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null || !(text.endsWith("Z") || ZONED.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(text, isUsual(text) ? USUAL : FORMAT).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsual(String text) {
        return text.length() >= 20
                && text.charAt(10) == 'T'
                && text.endsWith("Z")
                && text.charAt(text.length() - 2) != ' ';
    }

    public static boolean plausible(Instant time, Instant latest) {
        return !time.isBefore(EARLIEST) && !time.isAfter(latest);
    }

    public static boolean tooEarly(Instant time) {
        return time.isBefore(EARLIEST);
    }
}
