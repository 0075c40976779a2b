package org.cairn.ingest.canvasapi;

import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Deletes how things looked at the last asking of somebody who is to be forgotten. */
@Component("forgottenCanvasSights")
class ForgottenSights {

    private final JdbcSights sights;

    ForgottenSights(JdbcSights sights) {
        this.sights = sights;
    }

    /** Before their enrolments are deleted, by which some of it is found. */
    @EventListener
    @Order(0)
    void on(LearnerErased erased) {
        erased.names().forEach((platform, names) -> {
            names.stream()
                    .filter(name ->
                            name.kind() == IdentifierKind.CANVAS_LOCAL || name.kind() == IdentifierKind.CANVAS_GLOBAL)
                    .map(Identifier::value)
                    .filter(user -> user.matches("\\d+"))
                    .forEach(user -> sights.forget(platform, user));
            erased.accounts().forEach(account -> sights.forgetEnrolments(platform, account));
        });
    }
}
