package org.cairn.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.FeedFigures.Refused;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Warning.Kind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarningsTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final PlatformId PLATFORM = new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2));

    private FeedKind kind = FeedKind.CANVAS;
    private Feeds.State state = Feeds.State.OPEN;
    private @Nullable Instant last = NOW.minusSeconds(60);
    private @Nullable Duration longestPause;
    private long received = 1000;
    private long parked;
    private long quarantinedToday;
    private long conflictsToday = 0;
    private Duration lag = Duration.ZERO;
    private List<Refused> refused = List.of();

    private List<Kind> warnings() {
        return warnings(null);
    }

    private List<Kind> warnings(Pulls.@Nullable Standing asked) {
        Feed feed = new Feed("id", PLATFORM, kind, null, false);
        FeedFigures figures = new FeedFigures(
                feed,
                state,
                received,
                0,
                3,
                parked,
                quarantinedToday,
                quarantinedToday,
                0,
                conflictsToday,
                conflictsToday,
                false,
                lag,
                last,
                100,
                longestPause,
                refused);
        return Warnings.of(figures, asked, NOW).stream().map(Warning::kind).toList();
    }

    @Test
    void aFeedThatSpokeAMomentAgoIsFine() {
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatCameAgainWithAnotherMeaningIsToldForADay() {
        conflictsToday = 1;
        assertThat(warnings()).containsExactly(Kind.CONTRADICTED);
    }

    @Test
    void aFeedThatNeverSpokeIsNotSilentButNew() {
        last = null;
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aDayWithoutAWordIsSilenceWhereNothingElseIsKnown() {
        last = NOW.minus(Duration.ofHours(23));
        assertThat(warnings()).isEmpty();
        last = NOW.minus(Duration.ofHours(25));
        assertThat(warnings()).containsExactly(Kind.SILENT);
    }

    @Test
    void aBusyFeedIsMissedSoonAndAQuietOneLater() {
        last = NOW.minus(Duration.ofHours(3));
        longestPause = Duration.ofMinutes(30);
        assertThat(warnings()).containsExactly(Kind.SILENT);
        longestPause = Duration.ofHours(62);
        last = NOW.minus(Duration.ofHours(70));
        assertThat(warnings()).as("as on every week-end").isEmpty();
        last = NOW.minus(Duration.ofHours(97));
        assertThat(warnings()).containsExactly(Kind.SILENT);
    }

    @Test
    void refusalsMatterWhileNothingWasAcceptedSince() {
        refused = List.of(new Refused("signature", 12, NOW.minusSeconds(600), NOW.minusSeconds(30)));
        assertThat(warnings()).containsExactly(Kind.NOT_BELIEVED);
        last = NOW.minusSeconds(10);
        assertThat(warnings()).isEmpty();
        last = null;
        assertThat(warnings()).as("nothing was ever accepted").containsExactly(Kind.NOT_BELIEVED);
    }

    @Test
    void whatIsRefusedForItsFormIsNewsForADay() {
        refused = List.of(new Refused("too-large", 1, NOW.minusSeconds(30), NOW.minusSeconds(30)));
        assertThat(warnings()).containsExactly(Kind.REFUSED);
        last = null;
        refused = List.of(new Refused("too-large", 1, NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofDays(2))));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aPausedFeedIsNotMissed() {
        last = NOW.minus(Duration.ofDays(9));
        state = Feeds.State.PAUSED;
        assertThat(warnings()).isEmpty();
    }

    @Test
    void messagesThatWaitAreParkedOrCannotBeUsedAreTold() {
        lag = Duration.ofMinutes(6);
        assertThat(warnings()).containsExactly(Kind.BEHIND);
        lag = Duration.ZERO;
        parked = 600;
        assertThat(warnings()).as("more than half of all").containsExactly(Kind.PARKED);
        parked = 0;
        quarantinedToday = 4;
        assertThat(warnings()).as("4 of 100 today").isEmpty();
        quarantinedToday = 5;
        assertThat(warnings()).containsExactly(Kind.QUARANTINED);
    }

    @Test
    void whoIsAskedAndDoesNotAnswerIsTold() {
        kind = FeedKind.CANVAS_API;
        last = NOW.minus(Duration.ofDays(30));
        assertThat(warnings()).as("it cannot be silent").isEmpty();
        Feed feed = new Feed("id", PLATFORM, kind, null, false);
        assertThat(warnings(new Pulls.Standing(
                        feed, URI.create("https://lms.example.edu"), Duration.ofHours(1), 4, 2, NOW, NOW, null)))
                .containsExactly(Kind.NOT_ANSWERED);
    }
}
