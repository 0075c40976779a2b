package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.MutableClock;
import org.cairn.pathway.Badge;
import org.cairn.rules.Fact;
import org.cairn.rules.Rule;
import org.cairn.rules.Rules;
import org.cairn.rules.Standing;
import org.junit.jupiter.api.Test;

class WordsTests {

    private static final Instant NOW = Instant.parse("2026-05-12T10:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Rule.Score ESSAY = new Rule.Score("essay", new BigDecimal("0.8"), null);

    private final Wording wording = new Wording(TestWorld.messageSource(), new MutableClock(NOW));
    private final Words words = wording.in(Locale.UK);
    private final Titles titles =
            new Titles(Map.of("essay", "Reflection", "mentor", "Mentor meeting"), Map.of("prep", badge()));

    @Test
    void timesNameTheirZone() {
        Instant noon = Instant.parse("2026-05-12T12:00:00Z");
        assertThat(words(ZoneOffset.UTC).time(noon)).isEqualTo("12 May 2026, 12:00 UTC");
        assertThat(words(ZoneId.of("Europe/Berlin")).time(noon)).isEqualTo("12 May 2026, 14:00 CEST");
    }

    private static Words words(ZoneId zone) {
        return new Words(TestWorld.messageSource(), Locale.UK, zone);
    }

    @Test
    void everyRuleIsWordedPlainly() {
        assertThat(words.requirement(ESSAY, titles)).isEqualTo("Score at least 80% on Reflection");
        assertThat(words.requirement(new Rule.Complete("essay", MARCH), titles))
                .isEqualTo("Complete Reflection, by 1 Mar 2026");
        assertThat(words.requirement(new Rule.Attested("mentor", "instructor", null), titles))
                .isEqualTo("Mentor meeting, confirmed by an instructor");
        assertThat(words.requirement(new Rule.Attested("mentor", "librarian", null), titles))
                .isEqualTo("Mentor meeting, confirmed by librarian");
        assertThat(words.requirement(new Rule.Holds("prep"), titles)).isEqualTo("Earn Preparation");
        assertThat(words.requirement(new Rule.Holds("gone"), titles)).isEqualTo("Earn gone");
        assertThat(words.requirement(new Rule.Credits(new BigDecimal("6.0"), List.of("prep", "gone")), titles))
                .isEqualTo("6 credits from Preparation, gone");
        assertThat(words.requirement(new Rule.All(List.of(ESSAY)), titles)).isEqualTo("All of these:");
        assertThat(words.requirement(new Rule.Any(List.of(ESSAY)), titles)).isEqualTo("One of these:");
        assertThat(words.requirement(new Rule.AtLeast(1, List.of(ESSAY)), titles))
                .isEqualTo("At least 1 of these 1:");
    }

    @Test
    void everyReasonIsWordedWithItsValue() {
        assertThat(words.reason(standing(ESSAY))).isEqualTo("no score yet");
        assertThat(words.reason(standing(ESSAY, scored("0.72")))).isEqualTo("best so far 72%");
        assertThat(words.reason(standing(ESSAY, scored("0.85")))).isEqualTo("85%");
        assertThat(words.reason(standing(new Rule.Complete("essay", null), completed("0.4"))))
                .isEqualTo("40% done");
        assertThat(words.reason(standing(new Rule.Complete("essay", null)))).isEqualTo("not completed yet");
        assertThat(words.reason(standing(new Rule.Complete("essay", null), completed("1"))))
                .isEqualTo("completed");
        assertThat(words.reason(standing(new Rule.Complete("essay", MARCH))))
                .isEqualTo("was possible until 1 Mar 2026");
        assertThat(words.reason(standing(new Rule.Holds("prep")))).isEqualTo("not earned yet");
        assertThat(words.reason(standing(new Rule.Attested("mentor", "instructor", null))))
                .isEqualTo("not confirmed yet");
        assertThat(words.reason(standing(new Rule.Credits(BigDecimal.TEN, List.of("prep")))))
                .isEqualTo("0 of 10 credits");
        assertThat(words.reason(standing(new Rule.All(List.of(ESSAY))))).isEqualTo("0 of 1");
    }

    @Test
    void almostEnoughNeverReadsAsEnough() {
        assertThat(words.percent(new BigDecimal("0.79999"))).isEqualTo("79.99%");
        assertThat(words.wholePercent(new BigDecimal("0.9999"))).isEqualTo("99%");
    }

    @Test
    void requestsFollowNext() {
        assertThat(words.request(ESSAY, titles)).isEqualTo("score at least 80% on Reflection");
        assertThat(words.request(new Rule.Holds("prep"), titles)).isEqualTo("earn Preparation");
    }

    @Test
    void timeGoneIsToldInTheLargestUnit() {
        assertThat(words.ago(NOW, NOW.plusSeconds(20))).isEqualTo("less than a minute ago");
        assertThat(words.ago(NOW, NOW.plusSeconds(60))).isEqualTo("one minute ago");
        assertThat(words.ago(NOW, NOW.plusSeconds(7200))).isEqualTo("2 hours ago");
        assertThat(words.ago(NOW, NOW.plusSeconds(86_400))).isEqualTo("yesterday");
        assertThat(words.ago(NOW, NOW.plusSeconds(400_000))).isEqualTo("4 days ago");
    }

    @Test
    void datesFollowTheReadersCountryButNeverMixLanguages() {
        assertThat(wording.in(Locale.US).date(MARCH)).isEqualTo("Mar 1, 2026");
        assertThat(wording.in(Locale.GERMANY).date(MARCH)).isEqualTo("Mar 1, 2026");
    }

    private static Standing standing(Rule rule, Fact... facts) {
        return Rules.evaluate(rule, List.of(facts), NOW);
    }

    private static Fact scored(String share) {
        return new Fact.Scored("essay", "a", new BigDecimal(share), null, NOW, "e1");
    }

    private static Fact completed(String share) {
        return new Fact.Completed("essay", "a", new BigDecimal(share), NOW, "e1");
    }

    private static Badge badge() {
        return TestBadges.badge("prep", "Preparation", Map.of("essay", "Essay"), ESSAY);
    }
}
