package org.cairn.ingest.xapi.terms;

import org.cairn.people.LearnerErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Throws the terms away when somebody is to be forgotten: they are made anew, without them, when they are wanted. */
@Component
class ForgottenTerms {

    private final JdbcTerms rows;

    ForgottenTerms(JdbcTerms rows) {
        this.rows = rows;
    }

    @EventListener
    void on(LearnerErased erased) {
        rows.forget(erased.person().institution());
    }
}
