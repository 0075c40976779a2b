package org.cairn.ingest.inbox;

import java.util.LinkedHashSet;
import java.util.Set;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.lti.Identifier;
import org.cairn.lti.LearnerErased;
import org.cairn.lti.LearnerId;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Empties the messages of somebody who is to be forgotten; their keys stay, so that repeats are known as such. */
@Component
class Forgetting {

    private final EvidenceLog log;
    private final JdbcForgetting messages;
    private final JdbcEnrolments enrolments;

    Forgetting(EvidenceLog log, JdbcForgetting messages, JdbcEnrolments enrolments) {
        this.log = log;
        this.messages = messages;
        this.enrolments = enrolments;
    }

    /** Before the evidence is deleted, which tells what messages it came from; after what is parked was emptied. */
    @EventListener
    @Order(1)
    void on(LearnerErased erased) {
        Set<String> keys = new LinkedHashSet<>();
        log.of(erased.person().institution(), erased.accounts())
                .values()
                .forEach(evidence -> evidence.stream().map(Evidence::key).forEach(key -> keys.add(message(key))));
        messages.empty(erased.person().institution(), keys);
        erased.names()
                .forEach((platform, names) -> names.stream()
                        .filter(Forgetting::isUnmistakable)
                        .map(Identifier::value)
                        .forEach(name -> {
                            messages.emptyAboutPeople(platform, name);
                            messages.dropOriginalsAbout(platform, name);
                            messages.dropConflictsAbout(platform, name);
                        }));
        messages.dropOriginals(erased.person().institution());
        messages.dropConflicts(erased.person().institution());
        for (LearnerId account : erased.accounts()) {
            enrolments.forget(account);
        }
    }

    /** The key of evidence is that of its message, and a number. */
    private static String message(String key) {
        int colon = key.lastIndexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }

    /** Long enough that no other thing has the same. */
    private static boolean isUnmistakable(Identifier identifier) {
        return switch (identifier.kind()) {
            case CANVAS_GLOBAL, CANVAS_UUID, LTI11, XAPI_ACCOUNT, IRI -> true;
            case SUB, CANVAS_LOCAL, SIS, USERNAME, EMAIL, EMAIL_SHA1 -> false;
        };
    }
}
