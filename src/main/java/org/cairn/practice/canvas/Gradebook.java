package org.cairn.practice.canvas;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What students handed in and what they got for it; kept in memory only. */
@Component
@Profile("practice")
public class Gradebook {

    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();

    /** One student's place for one assignment. */
    public record Place(long assignment, long student) {
        public static Place of(Assignment assignment, Person student) {
            return new Place(assignment.id(), student.id());
        }

        /** The id of the submission, which every place has. */
        long submission() {
            return assignment * 1000 + student;
        }
    }

    /**
     * What stands there.
     *
     * @param score null while there is none
     * @param gradedAt when the score was given
     * @param postedAt when the student was shown it; null while it is held back
     * @param attempts how often the student handed something in
     */
    public record Entry(
            @Nullable BigDecimal score,
            @Nullable Instant gradedAt,
            @Nullable Instant postedAt,
            int attempts,
            @Nullable Instant submittedAt) {

        static final Entry EMPTY = new Entry(null, null, null, 0, null);

        public boolean hidden() {
            return score != null && postedAt == null;
        }

        /** The score that the student may see. */
        public @Nullable BigDecimal shown() {
            return hidden() ? null : score;
        }
    }

    /** What stood there, and what stands there now. */
    public record Change(Entry before, Entry after) {}

    public Entry at(Place place) {
        return Optional.ofNullable(entries.get(place)).orElse(Entry.EMPTY);
    }

    /** Writes a score, or takes it back with null; a score that only comes out keeps the time when it was given. */
    public Change grade(Place place, @Nullable BigDecimal score, boolean hidden, Instant at) {
        Entry[] before = {Entry.EMPTY};
        Entry after = Objects.requireNonNull(entries.compute(place, (key, old) -> {
            before[0] = old == null ? Entry.EMPTY : old;
            return graded(before[0], score, hidden, at);
        }));
        return new Change(before[0], after);
    }

    private static Entry graded(Entry old, @Nullable BigDecimal score, boolean hidden, Instant at) {
        if (score == null) {
            return new Entry(null, null, null, old.attempts(), old.submittedAt());
        }
        boolean same = old.score() != null && old.score().compareTo(score) == 0;
        Instant posted = hidden ? null : old.postedAt() == null ? at : old.postedAt();
        return new Entry(score, same ? old.gradedAt() : at, posted, old.attempts(), old.submittedAt());
    }

    public Entry submit(Place place, Instant at) {
        return entries.merge(
                place,
                new Entry(null, null, null, 1, at),
                (old, fresh) -> new Entry(
                        old.score(), old.gradedAt(), old.postedAt(), old.attempts() + 1, fresh.submittedAt()));
    }
}
