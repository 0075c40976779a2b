package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Whose events count, where every customer of Canvas signs with the same keys. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CanvasAccountsTests extends CanvasAccounts {

    CanvasAccountsTests(TestDatabase kind) {
        super(kind);
    }

    @Test
    void whoeverComesFirstIsBelievedFromThenOnAndNobodyElse() throws Exception {
        assertThat(standing().believed()).isEmpty();
        grade(1, OURS);
        grade(2, OTHERS);
        grade(3, OURS);
        assertThat(counted()).containsExactly("1", "3");
        assertThat(reasons())
                .containsExactly("It comes from another Canvas account, %s, which this feed does not believe."
                        .formatted(OTHERS));
        assertThat(standing().believed()).containsExactly(OURS, OURS + ":canvas-lms");
        assertThat(standing().others()).containsExactly(new FeedAccounts.Other(OTHERS, 1));
        assertThat(node.watch.warnings(
                        platform.id().institution(),
                        node.watch.feeds(platform.id().institution())))
                .extracting(Warning::kind)
                .contains(Warning.Kind.OTHER_ACCOUNT);
    }

    @Test
    void theFirstOfSeveralInOneBatchDecidesAsWell() throws Exception {
        ObjectNode ours = CanvasSamples.gradeChange(48, 1, "90", "100", "2026-03-02T10:15:30.123Z");
        ObjectNode others = CanvasSamples.gradeChange(48, 2, "90", "100", "2026-03-02T10:15:31.123Z");
        ((ObjectNode) others.get("metadata")).put("root_account_uuid", OTHERS);
        node.store(
                new CanvasFormat().read(feed, ours).getFirst(),
                new CanvasFormat().read(feed, others).getFirst());
        work();
        assertThat(counted()).hasSize(1);
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void whoIsBelievedLaterIsTriedAgain() throws Exception {
        grade(1, OURS);
        grade(2, OTHERS);
        believe(OURS, OTHERS);
        workLater();
        assertThat(counted()).containsExactly("1", "2");
        assertThat(standing().others()).isEmpty();
        grade(3, OTHERS);
        assertThat(counted()).containsExactly("1", "2", "3");
    }

    @Test
    void whatWasSaidByWhoIsNoLongerBelievedIsTakenBack() throws Exception {
        grade(1, OTHERS);
        grade(2, OURS);
        assertThat(counted()).containsExactly("1");
        database.jdbc().sql("delete from look_again").update();
        believe(OURS);
        workLater();
        assertThat(counted()).containsExactly("2");
        assertThat(database.jdbc()
                        .sql("select count(*) from look_again where learner = ?")
                        .param(ada.value())
                        .query(Long.class)
                        .single())
                .as("whose badges may rest on it is looked at again")
                .isPositive();
        assertThat(standing().others()).containsExactly(new FeedAccounts.Other(OTHERS, 1));
    }

    @Test
    void whoLaunchesIsBelievedWhoeverCameFirst() throws Exception {
        grade(1, OTHERS);
        node.lti.platforms().pin(platform.id(), OURS + ":canvas-lms");
        clock.advance(Duration.ofSeconds(10));
        grade(2, OURS);
        assertThat(counted()).containsExactly("1", "2");
        assertThat(standing().launched()).isEqualTo(OURS + ":canvas-lms");
        assertThat(standing().believed()).doesNotContain(OURS);
    }

    @Test
    void withNoAccountTheNextOneDecidesAndWhatLiesInQuarantineStaysThere() throws Exception {
        grade(1, OURS);
        grade(2, OTHERS);
        believe();
        workLater();
        assertThat(counted()).containsExactly("1");
        grade(3, OTHERS);
        assertThat(counted()).containsExactly("1", "3");
        assertThat(standing().believed()).contains(OTHERS).doesNotContain(OURS);
    }

    @Test
    void whatCountedBeforeTheNextOneWasToDecideCountsAlsoWhenItIsReadAgain() throws Exception {
        grade(1, OURS);
        grade(2, STRANGERS);
        clock.advance(Duration.ofSeconds(1));
        believe();
        clock.advance(Duration.ofSeconds(1));
        grade(3, OTHERS);
        grade(4, OURS);
        assertThat(counted()).containsExactly("1", "3");
        // as everything is after a restore
        node.quarantine.replayAll(node.feeds.find(feed.id()).orElseThrow());
        workLater();
        assertThat(counted()).containsExactly("1", "3");
        assertThat(standing().believed()).contains(OTHERS).doesNotContain(OURS);
        believe(OTHERS, OURS);
        workLater();
        assertThat(counted()).containsExactly("1", "3", "4");
        believe(OTHERS);
        workLater();
        assertThat(counted()).as("taken out by name").containsExactly("3");
    }

    @Test
    void whatCameBeforeTheNextOneIsToDecideDecidesNothing() throws Exception {
        grade(1, OURS);
        grade(2, STRANGERS);
        node.store(graded(3, OURS), graded(4, STRANGERS));
        clock.advance(Duration.ofSeconds(1));
        believe();
        node.quarantine.replayAll(node.feeds.find(feed.id()).orElseThrow());
        workLater();
        assertThat(counted()).containsExactly("1", "3");
        assertThat(standing().believed()).isEmpty();
        assertThat(standing().others()).containsExactly(new FeedAccounts.Other(STRANGERS, 2));
        grade(5, OTHERS);
        assertThat(standing().believed()).contains(OTHERS);
    }

    @Test
    void whatCameBeforeAnybodyWasAskedStaysAsItWasRead() throws Exception {
        grade(1, OTHERS);
        // as before accounts were asked for
        database.jdbc()
                .sql("update feed set accounts = null, accounts_since = null where institution = ?")
                .param(platform.id().institution().value())
                .update();
        clock.advance(Duration.ofHours(1));
        grade(2, OURS);
        node.quarantine.replayAll(node.feeds.find(feed.id()).orElseThrow());
        workLater();
        assertThat(counted()).containsExactly("1", "2");
        grade(3, OTHERS);
        assertThat(counted()).containsExactly("1", "2");
    }

    @Test
    void whatNamesNoAccountIsBelievedAndDecidesNothing() throws Exception {
        grade(1, "");
        assertThat(standing().believed()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        grade(2, OURS);
        grade(3, "");
        grade(4, OTHERS);
        assertThat(counted()).containsExactly("1", "2", "3");
    }

    @Test
    void keysThatAreNotEveryCustomersTellWhoseAnEventIs() throws Exception {
        URI own = URI.create("https://canvas.north-hill.example/jwks");
        feed = node.feeds.add(platform.id(), FeedKind.CANVAS, own, false);
        grade(1, OURS);
        grade(2, OTHERS);
        assertThat(counted()).containsExactly("1", "2");
        assertThat(node.accounts.of(feed)).isEmpty();
    }

    @Test
    void whoIsToldApartByASecretOrNotAtAllIsNotAsked() throws Exception {
        feed = node.feeds.add(platform.id(), FeedKind.CANVAS, KEYS, true);
        grade(1, OURS);
        grade(2, OTHERS);
        feed = node.feeds
                .open(platform.id(), FeedKind.CANVAS, Feed.Reading.USUAL)
                .feed();
        grade(3, OURS);
        grade(4, OTHERS);
        assertThat(counted()).containsExactly("1", "2", "3", "4");
        assertThat(node.accounts.of(feed)).isEmpty();
    }

    @Test
    void whatIsNoNameOfAnAccountIsRefused() {
        assertThatThrownBy(() -> believe("x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> believe(Collections.nCopies(11, "x").stream()
                        .map(name -> name + System.identityHashCode(new Object()))
                        .toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class);
        believe(" " + OURS + " ", "");
        assertThat(standing().believed()).containsExactly(OURS);
    }
}
