package org.cairn.ingest.aside;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.evidence.Observation;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Heard;
import org.cairn.ingest.inbox.Repeats;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Meanings;
import org.cairn.ingest.meaning.Sayings;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.people.LearnerErased;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/**
 * Notices when a message comes again under its id and says something else. The first stays and counts; that it came
 * otherwise is shown. Only what is there already in other words is read at all, and only where a sender gives ids:
 * everywhere else the words are what makes a message the same one.
 */
@Component
class Conflicts implements Repeats {

    private final JdbcConflicts rows;
    private final JdbcQuarantine originals;
    private final Meanings meanings;

    Conflicts(JdbcConflicts rows, JdbcQuarantine originals, Meanings meanings) {
        this.rows = rows;
        this.originals = originals;
        this.meanings = meanings;
    }

    /** Notes those that say something else than what is stored under their id, in the transaction that counts them. */
    @Override
    public void note(Collection<Heard> mayBeRepeats) {
        mayBeRepeats.stream()
                .filter(heard -> hasIds(heard.message().feed().kind()))
                .collect(Collectors.groupingBy(heard -> heard.message().feed().id(), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(theirs -> rows.otherwise(theirs).stream()
                        .filter(this::saysSomethingElse)
                        .map(JdbcConflicts.Otherwise::heard)
                        .sorted(Comparator.comparing(heard -> heard.message().key()))
                        .forEach(rows::note));
    }

    private static boolean hasIds(FeedKind kind) {
        return switch (kind) {
            case CALIPER, XAPI, EVENTS -> true;
            case CANVAS, CANVAS_API, MOODLE_API -> false;
        };
    }

    /** Another order of keys, another time of sending or another vouching authority makes no other meaning. */
    private boolean saysSomethingElse(JdbcConflicts.Otherwise other) {
        Stored first = other.first();
        InstitutionId institution = first.platform().institution();
        String body = other.heard().message().body();
        try {
            // of whom was erased nobody knows whether they are who is named now
            boolean masked = LearnerErased.isMasked(first.body());
            Translation said = meaning(first, body, masked);
            // a message that was mended by hand comes again as it was
            return Stream.concat(
                            Stream.of(first.body()), originals.bodiesBefore(institution, first.feed(), first.key()))
                    .noneMatch(known ->
                            known.equals(body) || meaning(first, known, masked).equals(said));
        } catch (RuntimeException | StackOverflowError e) {
            return true;
        }
    }

    /** What evidence would say of it: the titles that a message mentions besides are no part of that. */
    private Translation meaning(Stored message, String body, boolean masked) {
        Translation translation = meanings.of(message, body);
        Translation what = translation instanceof Translation.Asking asking ? asking.what() : translation;
        return what instanceof Observed seen
                ? new Observed(
                        seen.who(),
                        seen.at(),
                        seen.what().stream().map(one -> bare(one, masked)).toList(),
                        List.of(),
                        seen.besides().stream()
                                .map(one -> new Translation.Timed(one.at(), bare(one.what(), masked)))
                                .toList())
                : what;
    }

    /** 80 and 80.0 are the same. */
    private static Observation bare(Observation what, boolean masked) {
        return switch (masked ? Sayings.byNobody(what) : what) {
            case Observation.Mark mark -> bare(mark);
            case Observation.Hidden hidden -> new Observation.Hidden(bare(hidden.mark()));
            case Observation.Override override ->
                new Observation.Override(
                        override.activity(),
                        override.points() == null ? null : bare(override.points()),
                        bare(override.possible()));
            case Observation.Shown shown -> shown;
            case Observation.Attestation attestation -> attestation;
            case Observation.Waiver waiver -> waiver;
            case Observation.BadgeHeld held -> held;
        };
    }

    private static Observation.Mark bare(Observation.Mark mark) {
        return switch (mark) {
            case Observation.Score score ->
                new Observation.Score(
                        score.activity(), score.points() == null ? null : bare(score.points()), bare(score.possible()));
            case Observation.Completion done -> new Observation.Completion(done.activity(), bare(done.share()));
        };
    }

    private static BigDecimal bare(BigDecimal number) {
        return number.stripTrailingZeros();
    }
}
