package org.cairn.practice.moodle;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What students of the Moodle did, and what they got for it; kept in memory only. */
@Component
@Profile("practice")
public class MoodleBook {

    private static final BigDecimal TWO = new BigDecimal(2);

    private final Map<Place, Work> works = new ConcurrentHashMap<>();
    private final Clock clock;

    MoodleBook(Clock clock) {
        this.clock = clock;
    }

    /** One student's place for one activity. */
    private record Place(long activity, long student) {
        static Place of(Assignment activity, Person student) {
            return new Place(activity.id(), student.id());
        }
    }

    /**
     * What stands there.
     *
     * @param score null while there is none
     * @param hidden true while the student is not to see the grade
     * @param state Moodle's state of completion: 0 not done, 1 done, 2 passed, 3 failed
     * @param doneAt when the state last changed; null while it never did
     */
    public record Work(
            @Nullable BigDecimal score,
            @Nullable Instant gradedAt,
            boolean hidden,
            int state,
            @Nullable Instant doneAt) {

        static final Work NONE = new Work(null, null, false, 0, null);

        public boolean done() {
            return state == 1 || state == 2;
        }
    }

    public Work at(Assignment activity, Person student) {
        Work work = works.get(Place.of(activity, student));
        return work == null ? Work.NONE : work;
    }

    /** Writes a grade, or takes it back with null; half of the points pass. */
    public Work grade(Assignment activity, Person student, @Nullable BigDecimal score, boolean hidden) {
        int state = score == null ? 0 : score.multiply(TWO).intValue() >= activity.points() ? 2 : 3;
        return change(
                activity,
                student,
                old -> new Work(score, now(), hidden, state, state == old.state() ? old.doneAt() : now()));
    }

    /** The student says that it is done, or that it is not. */
    public Work done(Assignment activity, Person student, boolean done) {
        return change(
                activity, student, old -> new Work(old.score(), old.gradedAt(), old.hidden(), done ? 1 : 0, now()));
    }

    private Work change(Assignment activity, Person student, UnaryOperator<Work> how) {
        return works.compute(Place.of(activity, student), (place, old) -> how.apply(old == null ? Work.NONE : old));
    }

    /** Moodle counts in whole seconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
