package org.cairn.evidence;

import java.util.Collection;
import java.util.List;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Brings together the records of two learners who turned out to be one person, parts them again, and deletes those of
 * whom is forgotten: each in the transaction that makes it so.
 */
@Component
class OnePerson implements Reattribution {

    private final JdbcMoves moves;
    private final LookAgain lookAgain;

    OnePerson(JdbcMoves moves, LookAgain lookAgain) {
        this.moves = moves;
        this.lookAgain = lookAgain;
    }

    /** The old name is marked as well: evidence that is being written under it right now is found by that mark. */
    @EventListener
    @Order(10)
    void on(LearnersMerged merged) {
        moves.remember(merged.from(), merged.into(), merged.account());
        moves.move(merged.from().institution(), JdbcMoves.Move.of(merged));
        lookAgain.at(List.of(merged.from(), merged.into()));
    }

    @EventListener
    @Order(10)
    void on(LearnersParted parted) {
        moves.part(parted.from(), parted.account(), parted.platforms());
        lookAgain.at(List.of(parted.from(), parted.account()));
    }

    @EventListener
    @Order(10)
    void on(LearnerErased erased) {
        erased.accounts().forEach(moves::erase);
        moves.mask(erased.person().institution(), erased.called(), erased.alias());
    }

    @Override
    public void move(LearnerId from, LearnerId into, Collection<String> beginnings) {
        beginnings.forEach(beginning -> moves.move(from, into, beginning));
    }
}
