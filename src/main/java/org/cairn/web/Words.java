package org.cairn.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.cairn.complaint.Complaint;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Sentences, numbers and dates in one language. Titles come from {@link Titles}, everything else from message keys. */
public final class Words {

    private final MessageSource messages;
    private final Locale locale;
    private final ZoneId zone;

    Words(MessageSource messages, Locale locale, ZoneId zone) {
        this.messages = messages;
        this.locale = locale;
        // which would be called Z otherwise
        this.zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    /** The message of that key, with what it speaks of; everything but text and whole numbers must be worded before. */
    public String say(String key, Object... about) {
        return messages.getMessage(key, about, locale);
    }

    /** The message of the first key, or {@code otherwise} as it stands where there is none. */
    public String sayOr(String key, String otherwise) {
        String said = messages.getMessage(key, null, otherwise, locale);
        return said == null ? otherwise : said;
    }

    /** Why something could not be used or done, of the text that is kept. */
    public String complaint(String text) {
        return Complaint.words(text, messages, locale);
    }

    public String complaint(Complaint why) {
        return why.words(messages, locale);
    }

    /** A threshold or a result as percent; never rounded up, so that 79.99 % does not read as 80 %. */
    public String percent(BigDecimal share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(2);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(share);
    }

    /** A share as whole percent, for progress. */
    public String wholePercent(BigDecimal share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(share);
    }

    public String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(2);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(number);
    }

    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    public String date(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(zone)
                .format(instant);
    }

    /** The day as a spreadsheet sorts it. */
    public LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** With the zone: whoever reads it may live in another one than Cairn. */
    public String time(Instant instant) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
                .appendLiteral(' ')
                .appendZoneText(TextStyle.SHORT)
                .toFormatter(locale)
                .withZone(zone)
                .format(instant);
    }

    /** How long ago, in the largest unit that fits. */
    public String ago(Instant then, Instant now) {
        Duration gone = Duration.between(then, now);
        if (gone.toMinutes() < 1) {
            return say("ago.now");
        }
        if (gone.toHours() < 1) {
            return say("ago.minutes", gone.toMinutes());
        }
        return gone.toDays() < 1 ? say("ago.hours", gone.toHours()) : say("ago.days", gone.toDays());
    }

    /** What a rule asks for: one requirement, or what a group wants of the requirements below it. */
    public String requirement(Rule rule, Titles titles) {
        return switch (rule) {
            case Rule.All all -> say("rule.all");
            case Rule.Any any -> say("rule.any");
            case Rule.AtLeast some ->
                say("rule.at-least", some.count(), some.of().size());
            case Rule.Score score ->
                until(say("rule.score", percent(score.atLeast()), titles.milestone(score.milestone())), score.until());
            case Rule.Complete complete ->
                until(say("rule.complete", titles.milestone(complete.milestone())), complete.until());
            case Rule.Attested attested ->
                until(
                        say("rule.attested", titles.milestone(attested.milestone()), role(attested.by())),
                        attested.until());
            case Rule.Holds holds -> say("rule.holds", titles.badge(holds.badge()));
            case Rule.Credits credits -> say("rule.credits", number(credits.atLeast()), list(credits.from(), titles));
        };
    }

    private String list(List<String> badges, Titles titles) {
        return String.join(say("list.comma"), badges.stream().map(titles::badge).toList());
    }

    private String until(String requirement, @Nullable Instant until) {
        return until == null ? requirement : say("rule.until", requirement, date(until));
    }

    /** Who confirms; a role we have no word for is named as the rule names it. */
    public String role(String role) {
        return sayOr("role." + role, role);
    }

    /** Why a node stands as it does: the value beside its tick. */
    public String reason(Standing standing) {
        return switch (standing.reason()) {
            case Reason.Count count -> say("reason.count", count.met(), count.needed());
            case Reason.BestScore score -> score(standing, score);
            case Reason.Completion completion -> completion(standing, completion);
            case Reason.Confirmation confirmation ->
                say(confirmation.stands() ? "reason.confirmed" : "reason.unconfirmed");
            case Reason.Holding holding -> say(holding.held() ? "reason.held" : "reason.not-held");
            case Reason.CreditSum credits -> say("reason.credits", number(credits.sum()), number(credits.needed()));
            case Reason.Waived waived -> say(waived.stands() ? "reason.waived" : "reason.waiver-withdrawn");
            case Reason.TooLate late -> say("reason.too-late", date(late.until()));
        };
    }

    private String score(Standing standing, Reason.BestScore score) {
        BigDecimal share = score.share();
        if (share == null) {
            return say("reason.no-score");
        }
        return say(standing.met() ? "reason.score" : "reason.best-score", percent(share));
    }

    private String completion(Standing standing, Reason.Completion completion) {
        if (standing.met()) {
            return say("reason.completed");
        }
        return completion.share().signum() == 0
                ? say("reason.not-completed")
                : say("reason.part-completed", wholePercent(completion.share()));
    }

    /** The next thing to do as a request: "score at least 80 % on Reflection". */
    public String request(Rule leaf, Titles titles) {
        return switch (leaf) {
            case Rule.Score score ->
                until(say("next.score", percent(score.atLeast()), titles.milestone(score.milestone())), score.until());
            case Rule.Complete complete ->
                until(say("next.complete", titles.milestone(complete.milestone())), complete.until());
            case Rule.Attested attested ->
                until(
                        say("next.attested", titles.milestone(attested.milestone()), role(attested.by())),
                        attested.until());
            case Rule.Holds holds -> say("next.holds", titles.badge(holds.badge()));
            case Rule.Credits credits -> say("next.credits", number(credits.atLeast()), list(credits.from(), titles));
            case Rule.All all -> requirement(all, titles);
            case Rule.Any any -> requirement(any, titles);
            case Rule.AtLeast some -> requirement(some, titles);
        };
    }
}
