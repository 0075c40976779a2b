package org.cairn.lti.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.cairn.net.Outbound;

/** Recognises the answers by which a platform asks us to slow down; Canvas says so with 403, too. */
final class Throttle {

    private static final int LONGEST_EXPLANATION = 2_000;

    /** Whoever asks for years does not mean it, and would not be asked again before. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private Throttle() {}

    static boolean asks(Outbound.Answer answer) {
        return answer.status() == 429 || (answer.status() == 403 && (nothingLeft(answer) || saysSo(answer)));
    }

    private static boolean nothingLeft(Outbound.Answer answer) {
        try {
            return answer.first("x-rate-limit-remaining")
                    .map(String::strip)
                    .map(Double::parseDouble)
                    .filter(left -> left <= 0)
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean saysSo(Outbound.Answer answer) {
        return answer.body().length <= LONGEST_EXPLANATION
                && answer.text().toLowerCase(Locale.ROOT).contains("rate limit");
    }

    /** How long the platform asks us to wait (RFC 9110 section 10.2.3): seconds or a date. */
    static Optional<Duration> retryAfter(Outbound.Answer answer, Instant now) {
        return answer.first("retry-after")
                .map(String::strip)
                .flatMap(text -> retryAfter(text, now))
                .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }

    private static Optional<Duration> retryAfter(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until)).filter(wait -> !wait.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
