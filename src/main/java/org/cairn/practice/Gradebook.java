package org.cairn.practice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What students handed in and what they got for it; kept in memory only. */
@Component
@Profile("practice")
class Gradebook {

    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();

    /** One student's place for one assignment. */
    record Place(long assignment, long student) {
        static Place of(Assignment assignment, Person student) {
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
     * @param attempts how often the student handed something in
     */
    public record Entry(
            @Nullable BigDecimal score,
            int attempts,
            @Nullable Instant submittedAt) {

        static final Entry EMPTY = new Entry(null, 0, null);
    }

    Entry at(Place place) {
        return Optional.ofNullable(entries.get(place)).orElse(Entry.EMPTY);
    }

    /** Writes a score, or takes it back with null, and returns what stood there before. */
    Entry grade(Place place, @Nullable BigDecimal score) {
        Entry[] before = {Entry.EMPTY};
        entries.compute(place, (key, old) -> {
            before[0] = old == null ? Entry.EMPTY : old;
            return new Entry(score, before[0].attempts(), before[0].submittedAt());
        });
        return before[0];
    }

    Entry submit(Place place, Instant at) {
        return entries.merge(
                place,
                new Entry(null, 1, at),
                (old, fresh) -> new Entry(old.score(), old.attempts() + 1, fresh.submittedAt()));
    }
}
