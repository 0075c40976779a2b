package org.cairn.pathway;

import org.cairn.people.LearnerErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Leaves nothing of somebody who is to be forgotten in what they decided about copied courses. */
@Component
class ForgottenDeciders {

    private final JdbcCopies copies;

    ForgottenDeciders(JdbcCopies copies) {
        this.copies = copies;
    }

    @EventListener
    void on(LearnerErased erased) {
        erased.accounts().forEach(copies::forget);
    }
}
