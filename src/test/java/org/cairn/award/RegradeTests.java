package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.award.Award.State;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.TestEvidence;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an award when what it was made for changes: each policy, and another version of the badge. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RegradeTests extends AwardWorld {

    RegradeTests(TestDatabase database) {
        super(database);
    }

    @Test
    void failingAfterPassingRevokesAndPassingAgainIsTheSameAward() {
        LearnerId learner = simple("revoke");
        house.put(institution, "badge: top\ntitle: Top\nrule: {holds: b}\non-regrade: revoke\n");
        house.pathways().publish(institution, "top");
        hearAndLook(List.of(score(learner, "m", 90, 5)));
        List<Award> first = node.awards().of(learner);
        assertThat(first).hasSize(2).allMatch(Award::stands);

        hearAndLook(List.of(score(learner, "m", 50, 6)));

        assertThat(node.awards().of(learner)).hasSize(2).allSatisfy(award -> {
            assertThat(award.state()).isEqualTo(State.REVOKED);
            assertThat(award.reason()).isNotBlank();
        });
        assertThat(TestComplaints.english(node.awards()
                        .find(institution, "b", learner, null)
                        .getFirst()
                        .reason()))
                .isEqualTo("The essay: the score is now 50 %, and 80 % is needed.");
        assertThat(TestComplaints.english(node.awards()
                        .find(institution, "top", learner, null)
                        .getFirst()
                        .reason()))
                .isEqualTo("The badge “b” is no longer held.");

        hearAndLook(List.of(score(learner, "m", 80, 7)));

        assertThat(node.awards().of(learner)).hasSize(2).allSatisfy(award -> {
            assertThat(award.state()).isEqualTo(State.ISSUED);
            assertThat(award.reason()).isNull();
            assertThat(award.earnedAt()).isEqualTo(minute(7));
        });
        assertThat(node.awards().of(learner))
                .extracting(Award::id)
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(Award::id).toList());
    }

    @Test
    void keptAwardsStandWhateverComesLater() {
        LearnerId learner = simple("keep");
        hearAndLook(List.of(score(learner, "m", 90, 5)));
        Award before = only(learner);

        hearAndLook(List.of(score(learner, "m", 10, 6)));
        hearAndLook(List.of(score(learner, "m", 95, 7)));

        assertThat(only(learner)).isEqualTo(before);
    }

    @Test
    void flaggedAwardsStandWithAReasonUntilTheyAreMetAgain() {
        LearnerId learner = simple("flag");
        house.put(institution, "badge: top\ntitle: Top\nrule: {holds: b}\non-regrade: revoke\n");
        house.pathways().publish(institution, "top");
        hearAndLook(List.of(score(learner, "m", 90, 5)));

        hearAndLook(List.of(score(learner, "m", 10, 6)));

        Award flagged = node.awards().find(institution, "b", learner, null).getFirst();
        assertThat(flagged.state()).isEqualTo(State.FLAGGED);
        assertThat(flagged.reason()).contains("The essay");
        assertThat(standing(learner)).containsOnlyKeys("b", "top");

        hearAndLook(List.of(score(learner, "m", 85, 7)));

        Award again = node.awards().find(institution, "b", learner, null).getFirst();
        assertThat(again.state()).isEqualTo(State.ISSUED);
        assertThat(again.reason()).isNull();
        assertThat(again.earnedAt()).isEqualTo(minute(5));
    }

    @Test
    void graceEndsInRevocation() {
        LearnerId learner = simple("{grace: P14D}");
        hearAndLook(List.of(score(learner, "m", 90, 5)));
        hearAndLook(List.of(score(learner, "m", 10, 6)));
        assertThat(only(learner).state()).isEqualTo(State.FLAGGED);

        clock.advance(Duration.ofDays(13));
        assertThat(node.lookAtOverdue(institution)).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(node.lookAtOverdue(institution)).isEqualTo(1);
        node.look(institution);

        assertThat(only(learner).state()).isEqualTo(State.REVOKED);
        assertThat(node.lookAtOverdue(institution)).isZero();
    }

    @Test
    void whoPassesAgainWithinTheGraceKeepsTheAward() {
        LearnerId learner = simple("{grace: P14D}");
        hearAndLook(List.of(score(learner, "m", 90, 5)));
        hearAndLook(List.of(score(learner, "m", 10, 6)));
        hearAndLook(List.of(score(learner, "m", 90, 7)));
        assertThat(only(learner).state()).isEqualTo(State.ISSUED);

        clock.advance(Duration.ofDays(20));
        assertThat(node.lookAtOverdue(institution)).isZero();
        hearAndLook(List.of(score(learner, "m", 10, 8)));

        assertThat(only(learner).state()).isEqualTo(State.FLAGGED);
    }

    @Test
    void aStricterVersionTakesNothingFromThoseWhoMetTheOneBefore() {
        LearnerId learner = simple("revoke");
        hearAndLook(List.of(score(learner, "m", 85, 5)));
        house.put(
                institution,
                "badge: b\ntitle: B\nmilestones: {m: The essay}\nrule: {score: {of: m, at-least: 90%}}\non-regrade: revoke");
        house.pathways().publish(institution, "b");
        LearnerId other = TestEvidence.learner(institution);
        hearAndLook(List.of(score(other, "m", 85, 5)));

        assertThat(only(learner).version()).isEqualTo(1);
        assertThat(only(learner).stands()).isTrue();
        assertThat(node.awards().of(other)).isEmpty();

        hearAndLook(List.of(score(learner, "m", 79, 6)));
        assertThat(only(learner).state()).isEqualTo(State.REVOKED);
        hearAndLook(List.of(score(learner, "m", 91, 7)));
        assertThat(only(learner).version()).isEqualTo(2);
    }
}
