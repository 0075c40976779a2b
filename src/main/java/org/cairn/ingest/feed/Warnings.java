package org.cairn.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Warning.Kind;
import org.jspecify.annotations.Nullable;

/** Says what is the matter with a feed: a pure function of its numbers. */
final class Warnings {

    static final Duration USUAL_SILENCE = Duration.ofDays(1);
    static final Duration SHORTEST_SILENCE = Duration.ofHours(1);
    static final Duration LONGEST_SILENCE = Duration.ofDays(4);
    static final Duration LONGEST_LAG = Duration.ofMinutes(5);

    private static final int MANY = 20;
    private static final int VERY_MANY = 1000;

    /** What happens to everybody now and then is no news after a day. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** Not these senders are believed: by their signatures, their secrets, or their keys. */
    private static final Set<String> UNBELIEVED =
            Set.of("signature", "secret", "unsigned", "no-keys", "keys", "bad-signatures");

    private static final Set<String> FOR_WHAT_THEY_ARE =
            Set.of("unreadable", "too-large", "encoding", "too-slow", "method", "statements", "content-type");

    private final FeedFigures figures;
    private final Instant now;
    private final List<Warning> found = new ArrayList<>();

    private Warnings(FeedFigures figures, Instant now) {
        this.figures = figures;
        this.now = now;
    }

    /** The warnings for one feed; {@code asked} says how asking goes where Cairn asks. */
    static List<Warning> of(FeedFigures figures, Pulls.@Nullable Standing asked, Instant now) {
        Warnings warnings = new Warnings(figures, now);
        if (figures.state() == Feeds.State.OPEN) {
            if (figures.feed().kind().isAsked()) {
                warnings.asked(asked);
            } else {
                warnings.sent();
            }
        }
        warnings.lying();
        return warnings.found;
    }

    private void asked(Pulls.@Nullable Standing asked) {
        if (asked != null && (asked.problem() != null || asked.failing() > 0)) {
            Instant since = asked.lastDoneAt() == null ? now : asked.lastDoneAt();
            add(Kind.NOT_ANSWERED, since, asked.failing());
        }
    }

    private void sent() {
        Instant last = figures.lastReceivedAt();
        if (last != null && Duration.between(last, now).compareTo(patience()) > 0) {
            add(Kind.SILENT, last, 0);
        }
        refused(Kind.NOT_BELIEVED, UNBELIEVED);
        refused(Kind.REFUSED, FOR_WHAT_THEY_ARE);
    }

    /** Half as long again as the longest pause of the last weeks; a day where too little came to tell. */
    private Duration patience() {
        Duration usual = figures.longestPause();
        if (usual == null) {
            return USUAL_SILENCE;
        }
        Duration patience = usual.multipliedBy(3).dividedBy(2);
        if (patience.compareTo(SHORTEST_SILENCE) < 0) {
            return SHORTEST_SILENCE;
        }
        return patience.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : patience;
    }

    /** Refusals matter while nothing has been accepted since. */
    private void refused(Kind kind, Set<String> codes) {
        Instant accepted = figures.lastReceivedAt();
        List<FeedFigures.Refused> newer = figures.refused().stream()
                .filter(one -> codes.contains(one.code()))
                .filter(one -> accepted == null || one.lastAt().isAfter(accepted))
                .filter(one -> kind == Kind.NOT_BELIEVED || one.lastAt().isAfter(now.minus(NEWS)))
                .toList();
        newer.stream()
                .map(one -> accepted != null && accepted.isAfter(one.firstAt()) ? accepted : one.firstAt())
                .min(Instant::compareTo)
                .ifPresent(since -> add(
                        kind,
                        since,
                        newer.stream().mapToLong(FeedFigures.Refused::count).sum()));
    }

    private void lying() {
        if (figures.lag().compareTo(LONGEST_LAG) > 0) {
            add(Kind.BEHIND, now.minus(figures.lag()), figures.waiting());
        }
        boolean mostParked = figures.parked() >= MANY && figures.parked() * 2 >= figures.received();
        if (mostParked || figures.parked() >= VERY_MANY) {
            add(Kind.PARKED, now, figures.parked());
        }
        long odd = figures.quarantinedToday();
        if (odd >= MANY || (odd > 0 && odd * MANY >= figures.receivedToday())) {
            add(Kind.QUARANTINED, now.minus(Duration.ofDays(1)), odd);
        }
        if (figures.conflictsToday() > 0) {
            add(Kind.CONTRADICTED, now.minus(Duration.ofDays(1)), figures.conflictsToday());
        }
    }

    private void add(Kind kind, Instant since, long count) {
        found.add(new Warning(figures.feed(), kind, since, count));
    }
}
