package org.cairn.evidence;

import java.util.List;
import org.cairn.lti.LearnersMerged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Brings together the records of two learners who turned out to be one person, in the transaction that merges them. */
@Component
class OnePerson {

    private final JdbcMoves moves;
    private final LookAgain lookAgain;

    OnePerson(JdbcMoves moves, LookAgain lookAgain) {
        this.moves = moves;
        this.lookAgain = lookAgain;
    }

    /** The old name is marked as well: evidence that is being written under it right now is found by that mark. */
    @EventListener
    void on(LearnersMerged merged) {
        moves.remember(merged.from(), merged.into());
        moves.move(
                merged.from().institution(),
                merged.from().value(),
                merged.into().value());
        lookAgain.at(List.of(merged.from(), merged.into()));
    }
}
