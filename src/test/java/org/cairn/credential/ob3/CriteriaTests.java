package org.cairn.credential.ob3;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cairn.rules.Rule;
import org.junit.jupiter.api.Test;

class CriteriaTests {

    private static final Map<String, String> MILESTONES =
            Map.of("charter", "Team charter", "kickoff", "Kick-off workshop", "mentor", "Mentor meeting");
    private static final Rule CHARTER = new Rule.Score("charter", new BigDecimal("0.80"), null);
    private static final Rule KICKOFF = new Rule.Complete("kickoff", null);
    private static final Rule MENTOR = new Rule.Attested("mentor", "instructor", null);

    @Test
    void everyChildOfAnAllIsASentenceOfItsOwn() {
        assertThat(words(new Rule.All(List.of(CHARTER, new Rule.Any(List.of(KICKOFF, MENTOR))))))
                .containsExactly(
                        "Score at least 80% in “Team charter”.",
                        "Either complete “Kick-off workshop” or have “Mentor meeting” confirmed by an instructor.");
    }

    @Test
    void someOfManyAreCounted() {
        assertThat(words(new Rule.AtLeast(2, List.of(CHARTER, KICKOFF, MENTOR))))
                .containsExactly("At least 2 of these 3: score at least 80% in “Team charter”;"
                        + " complete “Kick-off workshop”; have “Mentor meeting” confirmed by an instructor.");
        assertThat(words(new Rule.Any(List.of(CHARTER, KICKOFF, MENTOR))))
                .first()
                .asString()
                .startsWith("At least 1 of these 3: ");
        assertThat(words(new Rule.AtLeast(2, List.of(CHARTER, KICKOFF))))
                .containsExactly("Score at least 80% in “Team charter” and complete “Kick-off workshop”.");
    }

    @Test
    void groupWithinAGroupStandsInBrackets() {
        assertThat(words(new Rule.Any(List.of(new Rule.All(List.of(CHARTER, KICKOFF)), MENTOR))))
                .containsExactly("Either (score at least 80% in “Team charter” and complete “Kick-off workshop”)"
                        + " or have “Mentor meeting” confirmed by an instructor.");
    }

    @Test
    void badgesAndCreditsAreNamedByTheirTitles() {
        assertThat(words(new Rule.Holds("one"))).containsExactly("Hold the badge “Badge one”.");
        assertThat(words(new Rule.Credits(new BigDecimal("6.0"), List.of("one", "two", "three"))))
                .containsExactly("Collect at least 6 credits from “Badge one”, “Badge two” and “Badge three”.");
        assertThat(words(new Rule.Credits(new BigDecimal("10"), List.of("one"))))
                .containsExactly("Collect at least 10 credits from “Badge one”.");
    }

    @Test
    void deadlineAndFractionOfAPercentAreSaid() {
        Instant until = Instant.parse("2026-12-01T23:59:00Z");

        assertThat(words(new Rule.Score("charter", new BigDecimal("0.825"), until)))
                .containsExactly("Score at least 82.5% in “Team charter” by 1 December 2026, 23:59 UTC.");
        assertThat(words(new Rule.Complete("unknown", until)))
                .containsExactly("Complete “unknown” by 1 December 2026, 23:59 UTC.");
        assertThat(words(new Rule.Attested("mentor", "tutor", until)))
                .containsExactly("Have “Mentor meeting” confirmed by a tutor by 1 December 2026, 23:59 UTC.");
    }

    @Test
    void narrativeOfSeveralSentencesIsAList() {
        assertThat(Criteria.narrative(List.of("One."))).isEqualTo("One.");
        assertThat(Criteria.narrative(List.of("One.", "Two."))).isEqualTo("All of the following:\n\n- One.\n- Two.");
    }

    private static List<String> words(Rule rule) {
        return Criteria.sentences(rule, MILESTONES, key -> "Badge " + key);
    }
}
