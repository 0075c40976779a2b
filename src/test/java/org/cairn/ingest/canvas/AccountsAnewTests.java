package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.TestDatabase;
import org.cairn.database.Dialect;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.work.Bystander;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** Whose events count when that is said anew: at once, whatever is being read or has failed, and however much lies there. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountsAnewTests extends CanvasAccounts {

    AccountsAnewTests(TestDatabase kind) {
        super(kind);
    }

    @Test
    void whatComesRightAfterIsJudgedByWhoIsBelievedThen() throws Exception {
        grade(1, OURS);
        believe(OURS, OTHERS);
        grade(2, OTHERS);
        assertThat(counted()).as("named a moment ago").containsExactly("1", "2");
        believe(OURS);
        grade(3, OTHERS);
        assertThat(counted()).as("taken out a moment ago").containsExactly("1");
    }

    @Test
    void whoWasLearnedSinceThePageWasShownIsTakenOutAsWell() throws Exception {
        grade(1, OURS);
        Feed asItWasShown = feed.believing(Feed.Accounts.ANY);
        node.accounts.believe(asItWasShown, List.of(OTHERS));
        workLater();
        assertThat(counted()).isEmpty();
    }

    @Test
    void whatIsBeingReadWhenSomebodyIsNamedOrTakenOutIsReadAnew() throws Exception {
        grade(1, OURS);
        meanwhile.set(() -> elsewhere(() -> believe(OURS, OURS + ":canvas-lms", OTHERS)));
        node.store(graded(2, OURS), graded(3, OTHERS));
        work();
        assertThat(counted()).containsExactly("1", "2", "3");
        meanwhile.set(() -> elsewhere(() -> believe(OURS)));
        grade(4, OTHERS);
        work();
        assertThat(counted()).containsExactly("1", "2");
    }

    @Test
    void nobodySaysAnewWhoIsBelievedBetweenTheLastLookAndTheCommit() throws Exception {
        grade(1, OURS);
        AtomicBoolean held = new AtomicBoolean();
        node.show(new Bystander() {
            @Override
            public FeedKind kind() {
                return FeedKind.CANVAS;
            }

            @Override
            public boolean looksAt(Feed one) {
                held.set(CompletableFuture.supplyAsync(AccountsAnewTests.this::isHeld)
                        .join());
                return false;
            }

            @Override
            public void see(Feed one, List<Kept> messages) {}

            @Override
            public void missed(Feed one) {}
        });
        assertThat(isHeld()).isFalse();
        grade(2, OURS);
        assertThat(held).isTrue();
    }

    private boolean isHeld() {
        try {
            database.transactions()
                    .executeWithoutResult(status -> database.jdbc()
                            .sql("select 1 from feed where institution = ? and id = ? for update nowait")
                            .params(platform.id().institution().value(), feed.id())
                            .query(Integer.class)
                            .single());
            return false;
        } catch (DataAccessException e) {
            return true;
        }
    }

    private static void elsewhere(Runnable what) {
        CompletableFuture.runAsync(what).join();
    }

    @Test
    void whoWasFirstIsBelievedAlsoWhenTheirBatchFails() throws Exception {
        meanwhile.set(() -> {
            throw new IllegalStateException("something of this batch cannot be written");
        });
        node.store(graded(1, OURS), graded(2, OURS));
        work();
        assertThat(counted()).containsExactly("1", "2");
        assertThat(standing().believed()).contains(OURS);
        grade(3, OTHERS);
        assertThat(counted()).containsExactly("1", "2");
    }

    @Test
    void noFloodHidesAnAccount() throws Exception {
        grade(1, OURS);
        grade(2, OTHERS);
        String numbers = Dialect.of(database.dataSource()) == Dialect.H2
                ? "system_range(1, 10001)"
                : "generate_series(1, 10001)";
        database.jdbc()
                .sql(
                        "insert into inbox_message (institution, feed, dedupe_key, platform, kind, state, type, reason, tries,"
                                + " received_at, due_at, body) select institution, feed, 'flood-' || number, platform, kind, state,"
                                + " type, 'event.no-name', tries, received_at, due_at + number * interval '1' second, body"
                                + " from inbox_message cross join " + numbers
                                + " as numbers(number) where state = 'QUARANTINED'")
                .update();
        assertThat(standing().others()).containsExactly(new FeedAccounts.Other(OTHERS, 1));
        believe(OURS, OURS + ":canvas-lms", OTHERS);
        workLater();
        assertThat(counted()).containsExactly("1", "2");
    }
}
